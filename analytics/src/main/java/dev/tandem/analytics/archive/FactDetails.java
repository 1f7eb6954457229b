package dev.tandem.analytics.archive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of a fact's payload that the archive keeps: only the members listed here, so that a new member is left out until
 * somebody decides to keep it. Names and addresses of people and the texts of comments are left out. Titles of tasks and names of
 * projects and sections are kept, and an erasure does not change them.
 *
 * @param people user ids of people other than the actor, by member name; a list for mentions
 * @param data the other members, which hold no user id
 */
record FactDetails(Map<String, Object> people, Map<String, Object> data) {

    /** Members that hold ids of people. An erasure looks for people in these. */
    static final List<String> PERSONS =
            List.of("assigneeId", "authorId", "formerAssigneeId", "invitedBy", "leadId", "userId");

    static final String MENTIONS = "mentions";

    /** Other tasks or sections whose rank changed to make room. Only their number is kept. */
    static final String RERANKED = "reranked";

    private static final Set<String> DATA = Set.of(
            "name",
            "formerName",
            "title",
            "formerTitle",
            "sectionId",
            "sectionName",
            "toSectionId",
            "toSectionName",
            "commentId",
            "dueOn",
            "role",
            "formerRole",
            "template",
            "sections",
            "tasks",
            "members",
            "reason",
            "completed");

    static FactDetails of(Fact fact) {
        boolean ofMember = fact instanceof MemberAdded || fact instanceof MemberChanged;
        Map<String, Object> people = new TreeMap<>();
        Map<String, Object> data = new TreeMap<>();
        JsonNode payload = Contracts.mapper().valueToTree(fact);
        payload.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (value.isNull()) {
                return;
            }
            if (name.equals(RERANKED)) {
                data.put(name, (long) value.size());
            } else if (PERSONS.contains(name) || (name.equals(MENTIONS) && !value.isEmpty())) {
                people.put(name, plain(value));
            } else if (DATA.contains(name) && !(ofMember && name.equals("name"))) {
                data.put(name, plain(value));
            }
        });
        return new FactDetails(people, data);
    }

    private static Object plain(JsonNode value) {
        if (value.isArray()) {
            List<Object> items = new ArrayList<>();
            value.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }
}
