package dev.tandem.local.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceTest {

    @Test
    void it_is_read_as_it_was_written() {
        Instance plain = Instance.here(8080, Path.of("/data"));
        Instance traced = plain.tracedAt(URI.create("http://127.0.0.1:12345/traces/"));

        assertThat(Instance.parse(plain.toJson())).contains(plain);
        assertThat(Instance.parse(traced.toJson())).contains(traced);
        Instance mailed = traced.mailsAt(URI.create("http://127.0.0.1:12345/mails/"));
        assertThat(Instance.parse(mailed.toJson())).contains(mailed);
        Instance managed = mailed.managedAt(Map.of("gateway", URI.create("http://127.0.0.1:12346")));
        assertThat(Instance.parse(managed.toJson())).contains(managed);
    }

    @Test
    void one_written_before_there_were_traces_tells_of_none() {
        Instance old = Instance.parse("{\"pid\":1,\"since\":\"2026-01-01T00:00:00Z\",\"port\":8080,\"data\":\"/data\"}")
                .orElseThrow();

        assertThat(old.traces()).isNull();
        assertThat(old.mails()).isNull();
        assertThat(old.port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"pid\":1}", "[1]"})
    void what_was_cut_short_is_none(String json) {
        assertThat(Instance.parse(json)).isEmpty();
    }
}
