package io.kbsync.core.plan;

import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.plan.SyncPlanFactory;
import java.util.function.Supplier;

/** The factories of the plans that come with the engine, for {@link java.util.ServiceLoader}. */
public final class BundledPlans {

  private BundledPlans() {}

  private abstract static class Bundled implements SyncPlanFactory {

    private final String name;
    private final String help;
    private final Supplier<SyncPlan> plan;

    Bundled(String name, String help, Supplier<SyncPlan> plan) {
      this.name = name;
      this.help = help;
      this.plan = plan;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String help() {
      return help;
    }

    @Override
    public SyncPlan create(ConnectorConfig config) {
      return plan.get();
    }
  }

  /** {@code mirror}. */
  public static final class MirrorFactory extends Bundled {
    public MirrorFactory() {
      super("mirror", "the dataset holds what the source holds; what vanished goes", Mirror::new);
    }
  }

  /** {@code update}. */
  public static final class UpdateFactory extends Bundled {
    public UpdateFactory() {
      super("update", "as mirror, but nothing is ever removed", Update::new);
    }
  }

  /** {@code append}. */
  public static final class AppendFactory extends Bundled {
    public AppendFactory() {
      super("append", "new files only; what is stored stays as it is", Append::new);
    }
  }

  /** {@code refresh}. */
  public static final class RefreshFactory extends Bundled {
    public RefreshFactory() {
      super("refresh", "as mirror, and every file is fetched and compared once", Refresh::new);
    }
  }
}
