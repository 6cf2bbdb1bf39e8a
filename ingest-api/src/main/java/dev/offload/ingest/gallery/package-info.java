/// Galleries: the faces that a tenant wants to recognise in pictures, and how a picture
/// becomes one.
package dev.offload.ingest.gallery;
