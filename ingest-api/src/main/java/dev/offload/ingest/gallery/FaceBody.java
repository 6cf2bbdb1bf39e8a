package dev.offload.ingest.gallery;

import static dev.offload.ingest.body.Member.optional;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import dev.offload.files.FileId;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.Galleries;
import java.util.List;
import java.util.Optional;

/// A face as a client sends it.
///
/// @param look how it is recognised
/// @param name null for none
public record FaceBody(Look look, String name) {
  /// How a face is recognised.
  public sealed interface Look {}

  /// Recognised by a picture.
  public record Picture(FileId file) implements Look {}

  /// Recognised by a descriptor.
  public record Described(FaceDescriptor descriptor) implements Look {}

  private static final Member<FileId> FILE =
      optional(
          "file",
          Kinds.text("the id of an uploaded file", FileId::parse)
              .as("FileId")
              .saying(
                  "A picture with exactly one face. A worker reads it before the request is"
                      + " answered."));
  private static final Member<FaceDescriptor> DESCRIPTOR =
      optional(
          "descriptor",
          Kinds.exactly(
                  FaceDescriptor.LENGTH, Kinds.number(-FaceDescriptor.MOST, FaceDescriptor.MOST))
              .then(
                  (numbers, _, _) ->
                      Optional.of(numbers)
                          .filter(all -> all.size() == FaceDescriptor.LENGTH)
                          .map(FaceDescriptor::of))
              .saying(
                  "The face's descriptor: 128 numbers from the result of an image task with"
                      + " faces.embed. They are kept as 32-bit floats."));
  private static final Member<String> NAME =
      optional(
          "name",
          Kinds.line(Galleries.MAX_FACE_NAME)
              .saying("The face's name, for people.")
              .described(more -> more.examples(List.of("Ada"))));

  private static final Shape SHAPE = Shape.of(FILE, DESCRIPTOR, NAME).apart(FILE, DESCRIPTOR);

  public static final Kind<FaceBody> KIND =
      SHAPE
          .kind()
          .then(FaceBody::of)
          .saying("A face of a gallery, given by a picture or by a descriptor.")
          .described(
              more ->
                  more.anyOf(
                      List.of(
                          createSchema().required(List.of(FILE.name())),
                          createSchema().required(List.of(DESCRIPTOR.name())))));

  private static Optional<FaceBody> of(Given given, String pointer, Faults faults) {
    if (!given.has(FILE) && !given.has(DESCRIPTOR)) {
      return faults.refuse(pointer, "must have file or descriptor");
    }
    Optional<Look> look =
        given.get(FILE).<Look>map(Picture::new).or(() -> given.get(DESCRIPTOR).map(Described::new));
    return look.map(one -> new FaceBody(one, given.get(NAME).orElse(null)));
  }

  /// @throws ProblemException `invalid-face`
  static FaceBody read(FaceKey key, JsonBody body) {
    Faults faults = new Faults();
    if (!Galleries.isName(key.gallery())) {
      faults.add("", "the gallery in the path must be " + Galleries.NAME_RULE);
    }
    if (!Galleries.isFaceId(key.id())) {
      faults.add("", "the id in the path must be " + Galleries.FACE_ID_RULE);
    }
    Optional<FaceBody> face = KIND.read(body.json(), "", faults);
    if (!faults.isEmpty()) {
      throw invalid(faults.list());
    }
    return face.orElseThrow();
  }

  /// The problem of a picture that breaks a rule.
  static ProblemException wrongPicture(String rule) {
    return invalid(List.of(new FieldError(FILE.pointer(), rule)));
  }

  private static ProblemException invalid(List<FieldError> errors) {
    return ProblemException.of(
        ProblemCode.INVALID_FACE, "The face is invalid: see errors.", errors);
  }
}
