package dev.tandem.acceptance.torture.load;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the requests of one scenario's clients and the answers. Thread-safe. */
public final class Journal {

    private final List<Team> teams;
    private final Queue<Submission> submissions = new ConcurrentLinkedQueue<>();
    private final Map<TemporaryMember, Boolean> temporaryMembers = new ConcurrentHashMap<>();
    private final Map<String, StreamTranscript> transcripts = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private final AtomicInteger memberChanges = new AtomicInteger();

    Journal(List<Team> teams) {
        this.teams = List.copyOf(teams);
        teams.forEach(team -> team.listeners().forEach(user -> transcripts.put(user, new StreamTranscript())));
    }

    public List<Team> teams() {
        return teams;
    }

    /** What those who listen have been told by their streams, by user. */
    public Map<String, StreamTranscript> transcripts() {
        return transcripts;
    }

    public List<Submission> accepted() {
        return submissions.stream().filter(Submission::isAccepted).toList();
    }

    /** Those that are to be there in the end. */
    public List<Submission> due() {
        return submissions.stream().filter(Submission::comesTrue).toList();
    }

    /** Accepted or not. */
    List<Submission> of(String user) {
        return submissions.stream()
                .filter(submission -> submission.user.equals(user))
                .toList();
    }

    /** Those of whom it is known whether they are members, and whether they are. */
    public Map<TemporaryMember, Boolean> temporaryMembers() {
        return temporaryMembers;
    }

    /** How many changes of members took effect. */
    public int memberChanges() {
        return memberChanges.get();
    }

    /** Answers that a client must never get. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How often a client did not learn what became of a request, and asked again. */
    public int unsettled() {
        return unsettled.get();
    }

    void add(Submission submission) {
        submissions.add(submission);
    }

    void settled(TemporaryMember temporaryMember, boolean member) {
        memberChanges.incrementAndGet();
        temporaryMembers.put(temporaryMember, member);
    }

    void complain(String complaint) {
        complaints.add(complaint);
    }

    void notSettled() {
        unsettled.incrementAndGet();
    }
}
