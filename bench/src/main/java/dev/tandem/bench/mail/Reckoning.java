package dev.tandem.bench.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares the mails that were due with those that the mail server accepted.
 *
 * @param due mails that the projects call for: one for each member who wants mail and did not create the project
 * @param entered mails that the notifier had to send
 * @param arrived entered mails that the mail server accepted, however often
 * @param repeated arrived mails that it accepted more than once
 * @param strange mails of an unknown Message-ID, and those that went to another address than their receiver's
 */
public record Reckoning(long due, long entered, long arrived, long repeated, long strange) {

    private static final String DOMAIN = "@example.com";

    /** Compares the present contents of the databases with the arrivals. */
    public static Reckoning of(Entered entered, List<Arrival> arrivals) {
        return of(entered.state().due(), entered.receivers(), arrivals);
    }

    /** @param receivers receivers by the mails' ids */
    static Reckoning of(long due, Map<String, String> receivers, List<Arrival> arrivals) {
        Map<String, Integer> times = new HashMap<>();
        long strange = 0;
        for (Arrival arrival : arrivals) {
            String receiver = receivers.get(arrival.id());
            if (receiver == null || !Objects.equals(receiver + DOMAIN, arrival.recipient())) {
                strange++;
            }
            times.merge(arrival.id(), 1, Integer::sum);
        }
        times.keySet().retainAll(receivers.keySet());
        long repeated = times.values().stream().filter(often -> often > 1).count();
        return new Reckoning(due, receivers.size(), times.size(), repeated, strange);
    }

    /** Returns true if every due mail was entered and arrived once, and nothing else arrived. */
    public boolean isEven() {
        return entered == due && arrived == entered && repeated == 0 && strange == 0;
    }
}
