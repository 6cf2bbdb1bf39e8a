package dev.offload.email.letter;

import io.quarkus.qute.Evaluator;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.ResolutionContext;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import io.quarkus.qute.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The section `{#if}` of the template engine, with operands that are read by their [Role].
final class Conditions implements SectionHelperFactory<SectionHelper> {
  private final IfSectionHelper.Factory engines = new IfSectionHelper.Factory();

  @Override
  public List<String> getDefaultAliases() {
    return engines.getDefaultAliases();
  }

  @Override
  public ParametersInfo getParameters() {
    return engines.getParameters();
  }

  @Override
  public List<String> getBlockLabels() {
    return engines.getBlockLabels();
  }

  @Override
  public Scope initializeBlock(Scope outer, BlockInfo block) {
    return engines.initializeBlock(outer, block);
  }

  @Override
  public SectionHelper initialize(SectionInitContext context) {
    Map<String, Role> roles = new HashMap<>();
    for (SectionBlock block : context.getBlocks()) {
      Role.of(block.parameters.values())
          .forEach((operand, role) -> roles.merge(operand, role, Role::max));
    }
    SectionHelper condition = engines.initialize(context);
    return section -> condition.resolve(new Section(section, roles));
  }

  private record Section(SectionHelper.SectionResolutionContext engines, Map<String, Role> roles)
      implements SectionHelper.SectionResolutionContext {
    @Override
    public ResolutionContext resolutionContext() {
      return new Operands(engines.resolutionContext(), roles);
    }

    @Override
    public CompletionStage<ResultNode> execute(SectionBlock block, ResolutionContext context) {
      return engines.execute(block, engines.resolutionContext());
    }

    @Override
    public CompletionStage<Map<String, Object>> evaluate(Map<String, Expression> expressions) {
      return engines.evaluate(expressions);
    }

    @Override
    public ResolutionContext newResolutionContext(
        Object data, Map<String, SectionBlock> extendingBlocks) {
      return engines.newResolutionContext(data, extendingBlocks);
    }

    @Override
    public Map<String, Object> getParameters() {
      return engines.getParameters();
    }
  }

  private record Operands(ResolutionContext engines, Map<String, Role> roles)
      implements ResolutionContext {
    @Override
    public CompletionStage<Object> evaluate(Expression expression) {
      Role role = roles.getOrDefault(expression.toOriginalString(), Role.VALUE);
      return engines.evaluate(expression).thenApply(role::read);
    }

    @Override
    public CompletionStage<Object> evaluate(String expression) {
      return engines.evaluate(expression);
    }

    @Override
    public ResolutionContext createChild(Object data, Map<String, SectionBlock> extendingBlocks) {
      return engines.createChild(data, extendingBlocks);
    }

    @Override
    public Object getData() {
      return engines.getData();
    }

    @Override
    public ResolutionContext getParent() {
      return engines.getParent();
    }

    @Override
    public SectionBlock getExtendingBlock(String name) {
      return engines.getExtendingBlock(name);
    }

    @Override
    public SectionBlock getCurrentExtendingBlock(String name) {
      return engines.getCurrentExtendingBlock(name);
    }

    @Override
    public Object getAttribute(String key) {
      return engines.getAttribute(key);
    }

    @Override
    public Template getTemplate() {
      return engines.getTemplate();
    }

    @Override
    public Evaluator getEvaluator() {
      return engines.getEvaluator();
    }
  }
}
