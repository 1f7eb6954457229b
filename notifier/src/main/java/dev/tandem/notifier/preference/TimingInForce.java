package dev.tandem.notifier.preference;

/**
 * Builds parts of statements that find when a notification is mailed. The preference of the narrowest scope that has one for
 * the concern decides, or else the usual timing.
 */
public final class TimingInForce {

    private static final String SAID = """
            LEFT JOIN LATERAL (
                SELECT p.kind, %1$s AS timing FROM mail_preference p
                WHERE p.user_id = %2$s AND %1$s IS NOT NULL
                  AND p.scope IN (%3$s, %4$s, '00000000-0000-0000-0000-000000000000')
                ORDER BY array_position(ARRAY[%3$s, %4$s], p.scope) LIMIT 1
            ) said ON true
            """;

    private static final String OF_CONCERN =
            "CASE %s WHEN 'MENTION' THEN p.mentions WHEN 'ASSIGNMENT' THEN p.assignments ELSE p.news END";

    private TimingInForce() {}

    /**
     * Returns a join that finds the person's preference: its timing as {@code said.timing}, its scope as {@code said.kind};
     * both null if there is none.
     */
    public static String join(String user, String project, String workspace, String concern) {
        return SAID.formatted(OF_CONCERN.formatted(concern), user, project, workspace);
    }

    /** Returns the expression for the timing, for use after that join; never null. */
    public static String timing(String concern) {
        return "coalesce(said.timing, CASE %s WHEN 'MENTION' THEN '%s' WHEN 'ASSIGNMENT' THEN '%s' ELSE '%s' END)"
                .formatted(
                        concern,
                        MailTimings.USUAL.mentions(),
                        MailTimings.USUAL.assignments(),
                        MailTimings.USUAL.news());
    }
}
