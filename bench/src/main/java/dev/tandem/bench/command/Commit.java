package dev.tandem.bench.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Identifies the version of the code that was measured. */
final class Commit {

    private Commit() {}

    /** The short id of the checkout's commit, and whether it has changes; {@code unknown} without git. */
    static String of(Path checkout) {
        String id = git(checkout, "rev-parse", "--short", "HEAD");
        if (id.isEmpty()) {
            return "unknown";
        }
        return git(checkout, "status", "--porcelain", "--untracked-files=no").isEmpty() ? id : id + " with changes";
    }

    private static String git(Path checkout, String... words) {
        String[] command = new String[words.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = checkout.toString();
        System.arraycopy(words, 0, command, 3, words.length);
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : "";
        } catch (IOException notInstalled) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
