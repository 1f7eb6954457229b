package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.identity.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalOptionsTest {

    @Test
    void exporting_hides_where_the_environment_wanted_traces_to_go() {
        LocalOptions options = in(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://old:4318",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://older:4318/v1/traces",
                        "OTEL_TRACES_EXPORTER", "none",
                        "OTEL_TRACES_SAMPLER", "always_on"))
                .exportingTo(URI.create("http://jaeger:4318"));

        assertThat(options.environment())
                .isEqualTo(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://jaeger:4318",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "OTEL_TRACES_EXPORTER", "otlp",
                        "OTEL_TRACES_SAMPLER", "always_on"));
    }

    @ParameterizedTest
    @CsvSource({"true,false", "TRUE,false", "false,true", "'',true"})
    void spans_are_recorded_unless_the_environment_says_no(String disabled, boolean recorded) {
        assertThat(in(Map.of("OTEL_SDK_DISABLED", disabled)).traces()).isEqualTo(recorded);
        assertThat(in(Map.of()).traces()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"SMTP_URI,smtp://mail:25,true", "SMTP_URI_FILE,/run/secrets/smtp,true", "SMTP_URI,' ',false"})
    void mail_goes_elsewhere_if_the_environment_names_a_server(String name, String value, boolean elsewhere) {
        assertThat(in(Map.of(name, value)).mailsElsewhere()).isEqualTo(elsewhere);
        assertThat(in(Map.of()).mailsElsewhere()).isFalse();
    }

    @Test
    void the_services_are_told_of_its_own_mail_server() {
        SigningKey key = SigningKey.passing();
        URI own = URI.create("smtp://127.0.0.1:2525?starttls=disabled");

        assertThat(in(Map.of("SMTP_URI", " ")).withDefaults(key, own).environment())
                .containsEntry("SMTP_URI", own.toString());
        assertThat(in(Map.of("SMTP_URI", "smtp://mail:25"))
                        .withDefaults(key, null)
                        .environment())
                .containsEntry("SMTP_URI", "smtp://mail:25");
    }

    private static LocalOptions in(Map<String, String> environment) {
        return new LocalOptions(0, null, false, Path.of("definitions.json"), environment);
    }
}
