package io.github.distributedsupervisor.boot.autoconfigure;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConfigCustomizer;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConfigResourceCondition;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Lets Spring Boot start a Hazelcast member that suits the supervisor, whoever configures it. */
@AutoConfiguration(before = HazelcastAutoConfiguration.class)
@ConditionalOnClass({DistributedSupervisor.class, HazelcastInstance.class})
@ConditionalOnBooleanProperty(name = "distributed-supervisor.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SupervisorProperties.class)
class SupervisorHazelcastAutoConfiguration {

    @Bean
    @Conditional(NothingConfigured.class)
    Config supervisorHazelcastConfig(
            SupervisorProperties properties,
            ApplicationContext context,
            ObjectProvider<HazelcastConfigCustomizer> customizers) {
        String application = context.getEnvironment().getProperty("spring.application.name");
        Config config = HazelcastConfigs.ownConfig(properties.cluster(), application, context.getClassLoader());
        // Spring Boot calls them for the configuration of a file only
        customizers.orderedStream().forEach(customizer -> customizer.customize(config));
        return RecommendedHazelcastSettings.membersOnly(config);
    }

    /** Reaches the configuration that Spring Boot loads from a file. */
    @Bean
    HazelcastConfigCustomizer supervisorHazelcastConfigCustomizer(ApplicationContext context) {
        return config -> HazelcastConfigs.complete(config, context.getClassLoader());
    }

    /** Reaches the configuration that is a bean, which Spring Boot uses as it is. */
    @Bean
    static BeanPostProcessor supervisorHazelcastConfigPostProcessor() {
        return new HazelcastConfigPostProcessor();
    }

    @Bean
    static BeanFactoryPostProcessor supervisorHazelcastClientRefusal() {
        return new HazelcastClientRefusal();
    }

    /** A default configuration beside any of these would silently replace what the user wants. */
    static final class NothingConfigured extends NoneNestedConditions {

        NothingConfigured() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(HazelcastInstance.class)
        static final class Instance {}

        @ConditionalOnBean(Config.class)
        static final class MemberConfig {}

        @ConditionalOnBean(ClientConfig.class)
        static final class AClientConfig {}

        @ConditionalOnBean(HazelcastConnectionDetails.class)
        static final class ConnectionDetails {}

        @Conditional(MemberFileCondition.class)
        static final class MemberFile {}

        @Conditional(ClientFileCondition.class)
        static final class ClientFile {}
    }

    static final class MemberFileCondition extends HazelcastConfigResourceCondition {

        MemberFileCondition() {
            super(
                    "hazelcast.config",
                    "file:./hazelcast.xml",
                    "classpath:/hazelcast.xml",
                    "file:./hazelcast.yaml",
                    "classpath:/hazelcast.yaml",
                    "file:./hazelcast.yml",
                    "classpath:/hazelcast.yml");
        }
    }

    static final class ClientFileCondition extends HazelcastConfigResourceCondition {

        ClientFileCondition() {
            super(
                    "hazelcast.client.config",
                    "file:./hazelcast-client.xml",
                    "classpath:/hazelcast-client.xml",
                    "file:./hazelcast-client.yaml",
                    "classpath:/hazelcast-client.yaml",
                    "file:./hazelcast-client.yml",
                    "classpath:/hazelcast-client.yml");
        }
    }
}
