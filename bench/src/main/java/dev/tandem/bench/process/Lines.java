package dev.tandem.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Exchanges messages between a process and its parent: JSON, one object a line. */
public final class Lines {

    /** The member of an object that reports a failure, in a sentence for users. */
    public static final String FAILED = "endsBecause";

    private final BufferedReader in;
    private final PrintStream out;

    private Lines(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Uses standard input and output for messages; from now on other output goes to standard error. Call once. */
    public static Lines ofThisProcess() {
        PrintStream out = System.out;
        System.setOut(System.err);
        return new Lines(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
    }

    /** Thread-safe. */
    public void print(JsonObject line) {
        synchronized (out) {
            out.println(line.encode());
            out.flush();
        }
    }

    /** Returns when the other side closes the input or ends. */
    public void forEach(Consumer<JsonObject> line) throws IOException {
        for (String next = in.readLine(); next != null; next = in.readLine()) {
            line.accept(new JsonObject(next));
        }
    }
}
