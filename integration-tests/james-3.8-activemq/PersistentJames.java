import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import org.apache.activemq.store.PersistenceAdapter;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.james.JamesServerMain;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.queue.activemq.EmbeddedActiveMQ;
import org.apache.james.queue.activemq.metric.ActiveMQMetricCollectorNoop;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.ManageableMailQueue;

/**
 * The published in-memory James with the published ActiveMQ mail queue, which keeps its mails on disk: what was accepted is
 * there after a kill. Run from its source: {@code java -cp ... PersistentJames.java}.
 */
public class PersistentJames {

  public static void main(String[] arguments) throws Exception {
    MemoryJamesConfiguration configuration =
        MemoryJamesConfiguration.builder().useWorkingDirectoryEnvProperty().build();
    JamesServerMain.main(
        MemoryJamesServerMain.createServer(configuration).overrideWith(new QueueOnDisk()));
  }

  private static final class QueueOnDisk extends AbstractModule {
    @Override
    protected void configure() {
      bind(PersistenceAdapter.class).to(KahaDBPersistenceAdapter.class).in(Scopes.SINGLETON);
      bind(EmbeddedActiveMQ.class).in(Scopes.SINGLETON);
    }

    @Provides
    @Singleton
    ActiveMQMailQueueFactory factory(
        EmbeddedActiveMQ broker,
        MailQueueItemDecoratorFactory decorators,
        MetricFactory metrics,
        GaugeRegistry gauges) {
      ActiveMQMailQueueFactory factory =
          new ActiveMQMailQueueFactory(
              broker, decorators, metrics, gauges, new ActiveMQMetricCollectorNoop());
      factory.setUseJMX(false);
      return factory;
    }

    @Provides
    @Singleton
    MailQueueFactory<?> any(ActiveMQMailQueueFactory factory) {
      return factory;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends MailQueue> queues(ActiveMQMailQueueFactory factory) {
      return factory;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends ManageableMailQueue> manageable(ActiveMQMailQueueFactory factory) {
      return factory;
    }
  }
}
