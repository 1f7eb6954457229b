package dev.tandem.bench.report;

import dev.tandem.bench.mail.Reckoning;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All measurements of Tandem beside mail servers, and the reckoning of the mails.
 *
 * @param reckoning made after the last load, when no mail waited any more or ten minutes had passed
 */
public record MailReport(Run run, Duration patience, List<MailRow> rows, Reckoning reckoning) implements Results {

    private static final List<String> FIRST = List.of("mail server", "load");
    private static final List<String> LAST = List.of("mails", "sent by its end", "the rest after");

    @Override
    public String markdown() {
        Table table = new Table(patience);
        Grid grid = new Grid(Grid.joined(FIRST, Grid.joined(Table.FIGURES, LAST)), FIRST.size());
        return run.page(
                "Creations beside a mail server",
                grid.of(rows.stream().map(row -> cells(row, table)).toList()) + "\n" + sentence() + "\n");
    }

    @Override
    public String chart() {
        return "";
    }

    /** A line for the run, one for each row, and one for the mails. */
    @Override
    public String jsonLines() {
        return Stream.of(
                        Stream.of(run.toJson()),
                        rows.stream().map(MailRow::toJson),
                        Stream.of(new JsonObject().put("mails", JsonObject.mapFrom(reckoning))))
                .flatMap(lines -> lines)
                .map(line -> line.encode() + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> cells(MailRow row, Table table) {
        List<String> mails = row.entered() == 0
                ? List.of("–", "–", "–")
                : List.of(
                        Table.whole(row.entered()),
                        Table.whole(row.sent()),
                        Times.plain(row.rest().toMillis()));
        return Grid.joined(
                List.of(row.server(), row.arrivals().describe()), Grid.joined(table.figures(row.measurement()), mails));
    }

    private String sentence() {
        String all = String.format(
                Locale.ROOT,
                "%,d mails were due, warm-up included, and %,d entered; ",
                reckoning.due(),
                reckoning.entered());
        if (reckoning.isEven()) {
            return all + "in the end each had arrived at its receiver's address, once.";
        }
        return all
                + String.format(
                        Locale.ROOT,
                        "**in the end %,d had arrived**, %,d of them more than once, and %,d mails were strange.",
                        reckoning.arrived(),
                        reckoning.repeated(),
                        reckoning.strange());
    }
}
