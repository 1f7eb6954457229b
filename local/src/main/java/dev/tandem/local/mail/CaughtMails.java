package dev.tandem.local.mail;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the last mails in memory: at most {@value #KEPT}, in {@value #KEPT_MEGABYTES} MB. The oldest make room. May be used
 * by any thread.
 */
public final class CaughtMails {

    public static final int KEPT = 200;

    /** More than the largest mail, so that the last one is always kept. */
    public static final int KEPT_MEGABYTES = 8;

    private static final long CAPACITY = KEPT_MEGABYTES * 1024L * 1024;

    /** The oldest comes first. */
    private final Deque<CaughtMail> mails = new ArrayDeque<>();

    private long bytes;
    private long last;

    synchronized void add(Instant receivedAt, String sender, List<String> recipients, Buffer content) {
        last++;
        CaughtMail mail = new CaughtMail(last, receivedAt, sender, recipients, content);
        mails.addLast(mail);
        bytes += mail.weight();
        while (mails.size() > KEPT || bytes > CAPACITY) {
            bytes -= mails.removeFirst().weight();
        }
    }

    synchronized List<CaughtMail> newestFirst() {
        List<CaughtMail> all = new ArrayList<>(mails);
        Collections.reverse(all);
        return all;
    }

    /** Empty when there never was such a mail, or it has made room for others. */
    synchronized Optional<CaughtMail> numbered(long number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }
}
