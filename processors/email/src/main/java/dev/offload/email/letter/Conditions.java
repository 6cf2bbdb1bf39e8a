package dev.offload.email.letter;

import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The section `{#if}…{#else if}…{#else}…{/if}`.
final class Conditions implements SectionHelperFactory<SectionHelper> {
  private static final String ELSE = "else";
  private static final String IF = "if";

  @Override
  public List<String> getDefaultAliases() {
    return List.of(IF);
  }

  @Override
  public ParametersInfo getParameters() {
    return ParametersInfo.builder().checkNumberOfParams(false).addParameter("condition").build();
  }

  @Override
  public List<String> getBlockLabels() {
    return List.of(ELSE);
  }

  @Override
  public Scope initializeBlock(Scope outer, BlockInfo block) {
    try {
      String condition = condition(block.getLabel(), block.getParameters().values());
      if (condition != null) {
        ConditionParser.parse(condition, operand -> block.addExpression(operand, operand));
      }
    } catch (IllegalArgumentException e) {
      throw TemplateErrors.error(e.getMessage(), block.getOrigin());
    }
    return outer;
  }

  @Override
  public SectionHelper initialize(SectionInitContext context) {
    List<Branch> branches = new ArrayList<>();
    for (SectionBlock block : context.getBlocks()) {
      String condition = condition(block.label, block.parameters.values());
      branches.add(
          new Branch(condition == null ? null : ConditionParser.parse(condition, _ -> {}), block));
    }
    return section -> resolve(branches, section);
  }

  private static CompletionStage<ResultNode> resolve(
      List<Branch> branches, SectionHelper.SectionResolutionContext section) {
    for (Branch branch : branches) {
      if (branch.isTaken(section)) {
        return section.execute(branch.block, section.resolutionContext());
      }
    }
    return ResultNode.NOOP;
  }

  /// The text of a condition, or null of an `{#else}`.
  private static String condition(String label, Collection<String> words) {
    List<String> condition = List.copyOf(words);
    if (!label.equals(ELSE)) {
      return String.join(" ", condition);
    }
    if (condition.isEmpty()) {
      return null;
    }
    if (!condition.getFirst().equals(IF)) {
      throw new IllegalArgumentException("{#else} has no condition; {#else if …} has one");
    }
    return String.join(" ", condition.subList(1, condition.size()));
  }

  /// A part of the section. `condition` is null if it is the last.
  private record Branch(Condition condition, SectionBlock block) {
    boolean isTaken(SectionHelper.SectionResolutionContext section) {
      try {
        return condition == null || condition.holds(operand -> value(operand, section));
      } catch (IllegalArgumentException e) {
        throw TemplateErrors.error(e.getMessage(), block.origin);
      }
    }

    private Object value(String operand, SectionHelper.SectionResolutionContext section) {
      return Operands.value(block.expressions.get(operand), section.resolutionContext()::evaluate);
    }
  }
}
