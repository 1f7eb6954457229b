package dev.tandem.clients

import dev.tandem.client.apis.FeedsApi
import dev.tandem.client.apis.OperationsApi
import dev.tandem.client.apis.ProjectsApi
import dev.tandem.client.apis.TasksApi
import dev.tandem.client.apis.WorkspacesApi
import dev.tandem.client.infrastructure.ApiClient
import dev.tandem.client.infrastructure.ClientError
import dev.tandem.client.infrastructure.ClientException
import dev.tandem.client.models.Membership
import dev.tandem.client.models.NewComment
import dev.tandem.client.models.NewProject
import dev.tandem.client.models.NewSection
import dev.tandem.client.models.NewTask
import dev.tandem.client.models.NewWorkspace
import dev.tandem.client.models.Operation
import dev.tandem.client.models.Overview
import dev.tandem.client.models.Reading
import dev.tandem.client.models.Role
import dev.tandem.client.models.TaskChange
import java.io.IOException
import java.time.Duration
import java.util.UUID
import org.awaitility.Awaitility.await

/**
 * A team's day, by the client that openapi-generator makes for Kotlin.
 *
 * @param address of the gateway
 * @param unreliable a way to the gateway on which an answer can be lost
 * @param token for a user by name
 */
class KotlinDay(address: String, unreliable: String, token: (String) -> String) {

    private inner class Person(base: String, token: String) {
        val workspaces = WorkspacesApi(base).with(token)
        val projects = ProjectsApi(base).with(token)
        val tasks = TasksApi(base).with(token)
        val feeds = FeedsApi(base).with(token)
        val operations = OperationsApi(base).with(token)

        private fun <A : ApiClient> A.with(token: String): A = apply { accessTokenProvider = { token } }

        /** Waits for the end of what was accepted, and answers the id of what it made or changed. */
        fun settled(accepted: Operation): String {
            val end = await().atMost(Duration.ofMinutes(1)).until({ operations.getOperation(accepted.id, prefer = "wait=10") }) { it.done }
            check(end.status == Operation.Status.succeeded) { "$end" }
            return end.target.id
        }
    }

    private val alice = Person(address, token("alice"))
    private val bob = Person(address, token("bob"))
    private val carol = Person(address, token("carol"))
    private val aliceOnTheTrain = Person(unreliable, token("alice"))

    /** Founds a workspace with a member and a viewer, and answers its id. */
    fun teamIsFounded(): String {
        val workspace = alice.settled(alice.workspaces.createWorkspace(NewWorkspace("Kotlin"), UUID.randomUUID().toString()))
        alice.workspaces.putMember(workspace, "bob", Membership(Role.member, name = "Bob"))
        alice.workspaces.putMember(workspace, "carol", Membership(Role.viewer))
        check(alice.workspaces.listMembers(workspace).items.map { it.userId }.toSet() == setOf("alice", "bob", "carol"))
        return workspace
    }

    /** Asks for a project whose answer gets lost, asks again under the same key, and answers the one project's id. */
    fun projectIsAskedForTwice(workspace: String): String {
        val key = UUID.randomUUID().toString()
        val wanted = NewProject(workspace, "Launch")
        try {
            aliceOnTheTrain.projects.createProject(wanted, key)
            error("the answer was not lost")
        } catch (lost: IOException) {
            val project = alice.settled(aliceOnTheTrain.projects.createProject(wanted, key))
            check(alice.projects.listProjects(workspace).items.map { it.id } == listOf(project))
            return project
        }
    }

    /** Makes a project, and answers its id. */
    fun projectIsAskedFor(workspace: String): String =
        alice.settled(alice.projects.createProject(NewProject(workspace, "Launch"), UUID.randomUUID().toString()))

    /** Works on a task together, and reads what came of it; null and absent are told apart. */
    fun workIsDone(project: String) {
        val section = alice.settled(alice.tasks.createSection(project, NewSection("Doing")))
        val wanted = NewTask("Write the announcement", "Two lines", section, "bob")
        val id = alice.settled(alice.tasks.createTask(project, wanted))
        check(bob.tasks.getTask(id).description == "Two lines")
        bob.settled(bob.tasks.changeTask(id, TaskChange(completed = true, clear = setOf(TaskChange.Clear.description))))
        alice.settled(alice.tasks.addComment(id, NewComment("Thank you, @bob")))
        val task = bob.tasks.getTask(id)
        check(task.completed && task.description == null && task.assigneeId == "bob" && task.sectionId == section) { "$task" }
        check(bob.tasks.listComments(id).items.map { it.text } == listOf("Thank you, @bob"))
        val overview: Overview = bob.projects.projectOverview(project)
        check(overview.tasks?.completed == 1 && overview.sections == 1) { "$overview" }
    }

    /** Reads an inbox until it has told of the mention, marks all of it as read, and finds nothing unread. */
    fun inboxIsRead() {
        await().until { bob.feeds.listNotifications(unread = true).items.any { it.text.contains("mentioned you") } }
        val inbox = bob.feeds.listNotifications(unread = true)
        check(inbox.items.isNotEmpty() && inbox.items.all { it.readAt == null })
        bob.feeds.markRead(Reading(all = true))
        check(bob.feeds.countUnread().count == 0)
    }

    /** Is refused with the reason: for want of a permission, and for want of a name. */
    fun refusalsSayWhy(project: String, workspace: String) {
        check(refusal { carol.tasks.createTask(project, NewTask("Mine")) }.first == 403)
        val (status, body) = refusal { alice.projects.createProject(NewProject(workspace, " ")) }
        check(status == 422 && body.contains("/name")) { body }
    }

    /** Shows an overview of which the feed is missing. */
    fun overviewIsDegraded(project: String) {
        val overview = alice.projects.projectOverview(project)
        check(overview.unavailable == setOf(Overview.Unavailable.activity) && overview.lastActivity == null) { "$overview" }
    }

    private fun refusal(request: () -> Any): Pair<Int, String> {
        try {
            error("accepted: " + request())
        } catch (refused: ClientException) {
            return refused.statusCode to (refused.response as ClientError<*>).body.toString()
        }
    }
}
