package dev.tandem.notifier.preference;

/**
 * Parts of a statement by which the database decides when something is mailed: the narrowest scope that says something about a
 * concern decides, and what is usual where nothing does.
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
     * A join that finds what a person says, as {@code said.timing}, and where, as {@code said.kind}; both null where they say
     * nothing.
     */
    public static String join(String user, String project, String workspace, String concern) {
        return SAID.formatted(OF_CONCERN.formatted(concern), user, project, workspace);
    }

    /** The timing, after that join; never null. */
    public static String timing(String concern) {
        return "coalesce(said.timing, CASE %s WHEN 'MENTION' THEN '%s' WHEN 'ASSIGNMENT' THEN '%s' ELSE '%s' END)"
                .formatted(
                        concern,
                        MailTimings.USUAL.mentions(),
                        MailTimings.USUAL.assignments(),
                        MailTimings.USUAL.news());
    }
}
