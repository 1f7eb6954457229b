package dev.tandem.messaging.consume;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes where an exception was thrown, such that the same fault reads the same after a rebuild. */
final class Frames {

    private static final int MOST = 5;

    /** Packages whose frames are skipped unless nothing else is left. */
    private static final List<String> INTERNALS = List.of("java.", "javax.", "jdk.", "sun.", "io.vertx.", "io.netty.");

    /** Numbers that the compiler and the virtual machine assign: {@code lambda$handle$3}, {@code $$Lambda/0x00007f}. */
    private static final Pattern NUMBERED =
            Pattern.compile("(?<=lambda\\$\\w{1,100})\\$\\d+|\\$\\$Lambda.*|(?<=\\$)\\d+");

    private Frames() {}

    /** The top frames, up to five, one a line; null for an exception without any. */
    static @Nullable String of(Throwable failure) {
        List<StackTraceElement> all = Arrays.asList(failure.getStackTrace());
        List<StackTraceElement> own =
                all.stream().filter(frame -> !internal(frame)).toList();
        String frames = (own.isEmpty() ? all : own)
                .stream().limit(MOST).map(Frames::normalised).collect(Collectors.joining("\n"));
        return frames.isEmpty() ? null : frames;
    }

    private static boolean internal(StackTraceElement frame) {
        return INTERNALS.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static String normalised(StackTraceElement frame) {
        return NUMBERED.matcher(frame.getClassName()).replaceAll("") + "."
                + NUMBERED.matcher(frame.getMethodName()).replaceAll("");
    }
}
