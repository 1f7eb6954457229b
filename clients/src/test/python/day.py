"""A team's day, by the client that openapi-generator makes for Python.

TANDEM is the gateway's address, WAY one of the same gateway on which answers get lost, CONTROL where to ask for that; TOKENS the
users' tokens by name, as JSON.
"""

import json
import os
import time
import urllib.request
import uuid

from tandem_client import (
    ApiClient,
    Configuration,
    FeedsApi,
    Membership,
    NewComment,
    NewProject,
    NewSection,
    NewTask,
    NewWorkspace,
    Operation,
    OperationsApi,
    ProjectsApi,
    Reading,
    Role,
    TaskChange,
    TasksApi,
    WorkspacesApi,
)
from tandem_client.exceptions import ApiException
from urllib3.exceptions import ProtocolError

PATIENCE_SECONDS = 60
TOKENS = json.loads(os.environ["TOKENS"])


class Person:
    def __init__(self, name: str, address: str = os.environ["TANDEM"]) -> None:
        client = ApiClient(Configuration(host=address, access_token=TOKENS[name]))
        self.workspaces = WorkspacesApi(client)
        self.projects = ProjectsApi(client)
        self.tasks = TasksApi(client)
        self.feeds = FeedsApi(client)
        self.operations = OperationsApi(client)

    def settled(self, accepted: Operation) -> str:
        """Waits until what was accepted has succeeded, and answers the id of what it made or changed."""
        end = until(lambda: self.ended(accepted))
        assert end.status == "succeeded", end
        return end.target.id

    def ended(self, accepted: Operation) -> Operation | None:
        operation = self.operations.get_operation(accepted.id, prefer="wait=10")
        return operation if operation.done else None


alice = Person("alice")
bob = Person("bob")
carol = Person("carol")
alice_on_the_train = Person("alice", os.environ["WAY"])


def team_is_founded() -> str:
    workspace = alice.settled(alice.workspaces.create_workspace(NewWorkspace(name="Python"), key()))
    alice.workspaces.put_member(workspace, "bob", Membership(role=Role.MEMBER, name="Bob"))
    alice.workspaces.put_member(workspace, "carol", Membership(role=Role.VIEWER))
    members = alice.workspaces.list_members(workspace).items
    assert {each.user_id for each in members} == {"alice", "bob", "carol"}, members
    return workspace


def project_is_asked_for_twice(workspace: str) -> str:
    once = key()
    wanted = NewProject(workspace_id=workspace, name="Launch")
    lose_next_answer()
    try:
        alice_on_the_train.projects.create_project(wanted, once)
        raise AssertionError("the answer was not lost")
    except ProtocolError:
        project = alice.settled(alice_on_the_train.projects.create_project(wanted, once))
    assert [each.id for each in alice.projects.list_projects(workspace).items] == [project]
    return project


def work_is_done(project: str) -> None:
    """What is absent stays as it is, and what is null is cleared."""
    section = alice.settled(alice.tasks.create_section(project, NewSection(name="Doing"), key()))
    wanted = NewTask(title="Write it", description="Two lines", section_id=section, assignee_id="bob")
    task_id = alice.settled(alice.tasks.create_task(project, wanted, key()))
    read = bob.tasks.get_task_with_http_info(task_id)
    assert read.data.description == "Two lines", read
    etag = read.headers["ETag"]
    change = TaskChange(completed=True, description=None)
    bob.settled(bob.tasks.change_task(task_id, change, etag, key()))
    assert refused(lambda: alice.settled(alice.tasks.change_task(task_id, change, etag, prefer="wait=10"))).status == 412
    alice.settled(alice.tasks.add_comment(task_id, NewComment(text="Thank you, @bob"), key()))
    task = bob.tasks.get_task(task_id)
    assert task.completed and task.description is None, task
    assert (task.assignee_id, task.section_id) == ("bob", section), task
    assert [each.text for each in bob.tasks.list_comments(task_id).items] == ["Thank you, @bob"]
    overview = carol.projects.project_overview(project)
    assert (overview.tasks.completed, overview.sections) == (1, 1), overview


def inbox_is_read() -> None:
    until(lambda: any("mentioned you" in each.text for each in bob.feeds.list_notifications(unread=True).items))
    unread = bob.feeds.list_notifications(unread=True).items
    assert unread and all(each.read_at is None for each in unread), unread
    bob.feeds.mark_read(Reading(all=True))
    assert bob.feeds.count_unread().count == 0


def refusals_say_why(project: str, workspace: str) -> None:
    assert refused(lambda: carol.tasks.create_task(project, NewTask(title="Mine"))).status == 403
    nameless = NewProject.model_construct(workspace_id=workspace, name=" ")
    refusal = refused(lambda: alice.projects.create_project(nameless))
    assert refusal.status == 422, refusal
    assert [each.pointer for each in refusal.data.errors] == ["/name"], refusal


def refused(request) -> ApiException:
    try:
        accepted = request()
    except ApiException as refusal:
        return refusal
    raise AssertionError(f"accepted: {accepted}")


def key() -> str:
    return str(uuid.uuid4())


def lose_next_answer() -> None:
    urllib.request.urlopen(urllib.request.Request(os.environ["CONTROL"] + "/lose-next-answer", method="POST")).close()


def until(what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)
    return found


if __name__ == "__main__":
    founded = team_is_founded()
    launch = project_is_asked_for_twice(founded)
    work_is_done(launch)
    inbox_is_read()
    refusals_say_why(launch, founded)
    print("The day is over.")
