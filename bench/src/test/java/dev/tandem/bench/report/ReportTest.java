package dev.tandem.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.mail.Reckoning;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Run RUN = new Run(
            "./tandem bench",
            new Machine(2, "Some CPU", "24.0 GB", "Debian 12, Linux 6.1", "17.0.15"),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            "abc1234",
            List.of("A user thinks for 5 s."));

    private static final Report REPORT = new Report(RUN, Rows.PATIENCE, Rows.some());

    private static MailReport mailReport(Reckoning reckoning) {
        return new MailReport(RUN, Rows.PATIENCE, Rows.besideMail(), reckoning);
    }

    @Test
    void the_report_is_as_it_was_agreed() throws IOException {
        assertThat(REPORT.markdown()).isEqualTo(golden("results.md"));
    }

    @Test
    void the_chart_is_as_it_was_agreed() throws IOException {
        assertThat(REPORT.chart()).isEqualTo(golden("chart.svg"));
    }

    @Test
    void the_chart_is_xml() throws Exception {
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(REPORT.chart())))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @Test
    void every_row_is_a_line_of_json_after_the_run() {
        List<JsonObject> lines = REPORT.jsonLines().lines().map(JsonObject::new).toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0).getString("commit")).isEqualTo("abc1234");
        assertThat(lines.get(4).getString("side")).isEqualTo("tandem");
        assertThat(lines.get(4).getJsonObject("measurement").getInteger("refused"))
                .isEqualTo(12);
    }

    @Test
    void a_row_is_a_sentence_too() {
        assertThat(new Table(Rows.PATIENCE).sentence(Rows.some().get(3).measurement()))
                .isEqualTo("391.7 answered a second, p50 61 ms, p99 1.0 s, 12 refused");
    }

    @Test
    void the_report_of_mail_is_as_it_was_agreed() throws IOException {
        assertThat(mailReport(new Reckoning(4_096, 4_096, 4_096, 0, 0)).markdown())
                .isEqualTo(golden("mail.md"));
    }

    @Test
    void mails_that_did_not_arrive_or_came_twice_or_went_astray_are_told() {
        assertThat(mailReport(new Reckoning(4_096, 4_095, 4_094, 3, 2)).markdown())
                .contains("4,096 mails were due, warm-up included, and 4,095 entered; **in the end 4,094 had arrived**,"
                        + " 3 of them more than once, and 2 mails were strange.");
    }

    @Test
    void the_mails_are_the_last_line_of_json() {
        List<JsonObject> lines = mailReport(new Reckoning(9, 8, 7, 6, 5))
                .jsonLines()
                .lines()
                .map(JsonObject::new)
                .toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(2).getString("mailServer")).isEqualTo("slow");
        assertThat(lines.get(2).getInteger("sent")).isEqualTo(80);
        assertThat(lines.get(3)).isEqualTo(new JsonObject("""
                        {"mails": {"due": 9, "entered": 8, "arrived": 7, "repeated": 6, "strange": 5, "even": false}}
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "0.04,0.0 ms",
        "9.94,9.9 ms",
        "9.96,10 ms",
        "999.4,999 ms",
        "999.6,1.0 s",
        "29900,29.9 s",
        "29980,> 30 s"
    })
    void times_are_as_people_read_them(double millis, String text) {
        assertThat(new Times(Rows.PATIENCE).text(millis)).isEqualTo(text);
    }

    private static String golden(String name) throws IOException {
        try (var file = ReportTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
