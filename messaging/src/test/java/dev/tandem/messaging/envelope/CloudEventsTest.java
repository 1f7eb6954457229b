package dev.tandem.messaging.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.MessagingFixture;
import dev.tandem.messaging.envelope.CloudEvents.Entry;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudEventsTest {

    @Test
    void each_event_of_a_pack_stands_for_itself_byte_for_byte() {
        List<Buffer> written = Stream.of("wörkspace", "two", "three")
                .map(MessagingFixture::envelope)
                .map(envelope -> CloudEvents.write(envelope, new MessagingFixture.Note("größer ] , [ \" }")))
                .toList();

        List<Entry> read = CloudEvents.read(CloudEvents.BATCH, CloudEvents.pack(written));

        assertThat(read).hasOnlyElementsOfType(Entry.Readable.class);
        assertThat(read.stream().map(Entry::body).map(Buffer::toString).toList())
                .isEqualTo(written.stream().map(Buffer::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents-batch+json; charset=utf-8",
                "application/cloudevents-batch+json;charset=UTF-8",
                "Application/CloudEvents-Batch+JSON",
                " application/cloudevents-batch+json ; a=b ; c=\"d;e\"",
            })
    void a_pack_is_one_however_its_type_is_written(String type) {
        Buffer event = CloudEvents.write(MessagingFixture.envelope("one"), new MessagingFixture.Note("hello"));

        assertThat(CloudEvents.read(type, CloudEvents.pack(List.of(event, event))))
                .hasSize(2)
                .hasOnlyElementsOfType(Entry.Readable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json; charset=utf-8",
                "APPLICATION/CLOUDEVENTS+JSON",
                "application/json; x=application/cloudevents-batch+json",
            })
    void a_single_event_is_one_however_its_type_is_written(String type) {
        Buffer event = CloudEvents.write(MessagingFixture.envelope("one"), new MessagingFixture.Note("hello"));

        assertThat(CloudEvents.read(type, event)).singleElement().isInstanceOf(Entry.Readable.class);
    }

    @Test
    void what_is_written_is_a_cloud_event_to_others_and_what_others_write_is_one_to_us() {
        Envelope envelope = MessagingFixture.envelope("w1")
                .tracedBy("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
        EventFormat others =
                Objects.requireNonNull(EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));
        Buffer written = CloudEvents.write(envelope, new MessagingFixture.Note("hello"));

        CloudEvent read = others.deserialize(written.getBytes());
        Buffer again = Buffer.buffer(others.serialize(read));

        assertThat(read.getType()).isEqualTo(envelope.type());
        assertThat(CloudEvents.read(CloudEvents.SINGLE, again)).singleElement().satisfies(entry -> {
            assertThat(((Entry.Readable) entry).envelope()).isEqualTo(envelope);
            assertThat(((Entry.Readable) entry).data().toString()).contains("hello");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type", "subject", "time", "tenantid", "correlationid"})
    void an_event_without_one_of_its_attributes_is_malformed_and_says_so(String attribute) {
        String event = CloudEvents.write(MessagingFixture.envelope("w1"), new MessagingFixture.Note("hello"))
                .toString();
        Buffer without = Buffer.buffer(event.replace('"' + attribute + "\":", "\"other\":"));

        assertThat(CloudEvents.read(CloudEvents.SINGLE, without))
                .singleElement()
                .isInstanceOfSatisfying(
                        Entry.Malformed.class, entry -> assertThat(entry.why()).contains(attribute));
    }

    @Test
    void what_is_no_event_among_events_is_kept_apart_with_its_bytes() {
        Envelope envelope = MessagingFixture.envelope("one");
        String event =
                CloudEvents.write(envelope, new MessagingFixture.Note("hello")).toString();

        List<Entry> read = CloudEvents.read(
                CloudEvents.BATCH, Buffer.buffer("[ null , " + event + ", 12 ,\"x\" , {\"a\": [1]} ]"));

        assertThat(read.stream().map(entry -> entry.body().toString()).toList())
                .containsExactly("null", event, "12", "\"x\"", "{\"a\": [1]}");
        assertThat(read.stream().filter(Entry.Readable.class::isInstance)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "[1", "[1,]", "[{]", "[1] 2", "\u0000"})
    void a_pack_that_is_none_is_one_malformed_entry(String body) {
        assertThat(CloudEvents.read(CloudEvents.BATCH, Buffer.buffer(body)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry).isInstanceOf(Entry.Malformed.class);
                    assertThat(entry.body().toString()).isEqualTo(body);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "12", "{}", "{"})
    void a_single_body_that_is_no_event_is_malformed(String body) {
        assertThat(CloudEvents.read(CloudEvents.SINGLE, Buffer.buffer(body)))
                .singleElement()
                .isInstanceOf(Entry.Malformed.class);
    }
}
