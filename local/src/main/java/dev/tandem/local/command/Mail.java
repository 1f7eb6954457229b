package dev.tandem.local.command;

import dev.tandem.local.mail.CaughtMails;
import dev.tandem.local.mail.MailReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what the running instance mailed. */
@Command(
        name = "mail",
        description = "List the mails that were sent, the last one first, or print one of them.",
        footer = {
            "",
            "An instance delivers no mail: it keeps the last " + CaughtMails.KEPT + " in memory, in "
                    + CaughtMails.KEPT_MEGABYTES
                    + " MB. If SMTP_URI is set in its environment, it sends them to that server instead."
        })
final class Mail implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "N",
            converter = MailNumber.class,
            description = "Print the mail of that number, with its headers.")
    private @Nullable Long number;

    @Mixin
    private InstanceOption instance = new InstanceOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        int port = instance.port();
        URI page = Running.onPort(port).mails();
        if (page == null) {
            throw new Refusal("The instance on port " + port + " is of an older build and tells of no mails.");
        }
        JsonArray mails = list(page, port);
        if (number == null) {
            print(mails, page);
        } else {
            print(one(number, mails, page, port), page.resolve(number.toString()));
        }
        return 0;
    }

    private static JsonArray list(URI page, int port) {
        JsonObject list = new JsonObject(InstanceClient.anonymous(port).get(page.resolve("list.json")));
        if (!list.getBoolean("caught")) {
            throw new Refusal("The instance on port " + port
                    + " sends its mail to another server, since SMTP_URI is set in its environment.");
        }
        return list.getJsonArray("mails");
    }

    private static JsonObject one(long number, JsonArray mails, URI page, int port) {
        if (mails.stream().noneMatch(mail -> ((JsonObject) mail).getLong("number") == number)) {
            throw new Refusal("The instance on port " + port + " has no mail " + number
                    + ": it was not sent yet, or has made room for later ones.");
        }
        return new JsonObject(InstanceClient.anonymous(port).get(page.resolve(number + ".json")));
    }

    private void print(JsonArray mails, URI page) {
        if (json) {
            print(List.of(new JsonObject()
                    .put("page", page.toString())
                    .put("mails", mails)
                    .encodePrettily()));
        } else {
            print(mails.isEmpty() ? List.of("Nothing was mailed yet.") : MailReport.list(mails));
            print(List.of("", "page  " + page));
        }
    }

    private void print(JsonObject mail, URI page) {
        if (json) {
            print(List.of(mail.put("page", page.toString()).encodePrettily()));
        } else {
            print(MailReport.one(mail));
            print(List.of("", "page  " + page));
        }
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
