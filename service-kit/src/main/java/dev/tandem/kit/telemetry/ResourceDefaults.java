package dev.tandem.kit.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.UUID;

/** Provides the attributes that the spans of a service have unless {@code OTEL_RESOURCE_ATTRIBUTES} sets them. */
final class ResourceDefaults {

    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");
    private static final AttributeKey<String> ENVIRONMENT = AttributeKey.stringKey("deployment.environment.name");

    private ResourceDefaults() {}

    /** The built version, a random instance id, new with each call, and the environment {@code development}. */
    static Resource forOneProcess() {
        return Resource.create(Attributes.of(
                VERSION, builtVersion(), INSTANCE, UUID.randomUUID().toString(), ENVIRONMENT, "development"));
    }

    private static String builtVersion() {
        Properties build = new Properties();
        try (InputStream written = ResourceDefaults.class.getResourceAsStream("build.properties")) {
            if (written == null) {
                throw new IllegalStateException("build.properties is missing beside " + ResourceDefaults.class);
            }
            build.load(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "unknown");
    }
}
