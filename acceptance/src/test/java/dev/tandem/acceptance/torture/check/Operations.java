package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that every 202 has its operation in the gateway's database, with the right end. */
final class Operations {

    private final Database gateway;

    Operations(Database gateway) {
        this.gateway = gateway;
    }

    List<Violation> broken(Observations observations) {
        List<Violation> broken = new ArrayList<>();
        Map<String, String> statuses = new HashMap<>();
        gateway.rows(
                        "SELECT id, status FROM operation WHERE workspace_id = ANY (?) AND target_type <> 'workspace'",
                        observations.workspaces())
                .forEach(row -> statuses.put(row.get(0), row.get(1)));
        for (Submission submission : observations.journal().accepted()) {
            if (submission.operations().size() > 1) {
                broken.add(Violation.duplicated(
                        "one key, several operations: " + submission.key + " " + submission.operations()));
            }
            String end = submission.fate == Submission.Fate.SUCCEEDS ? "succeeded" : "failed";
            for (String operation : submission.operations()) {
                String status = statuses.remove(operation);
                if (status == null) {
                    broken.add(Violation.lost("a 202 without its operation: " + operation + " of " + submission.key));
                } else if (!status.equals(end)) {
                    broken.add(
                            Violation.lost("the operation " + operation + " of " + submission.key + " is " + status));
                }
            }
        }
        statuses.keySet()
                .forEach(id -> broken.add(Violation.duplicated("an operation that no client was told of: " + id)));
        return broken;
    }
}
