"""The worker's client: everyday requests, and workers that hang, die, lie or answer nonsense."""

import importlib
import os
import signal
import sys

import pytest
from qgis.core import QgsApplication
from undisturbed import Heartbeat, Stopwatch, quick_enough

#: A worker that does what it is told, good or bad; the version is put in by the fixture.
FAULTY = """
import json, sys, threading, time
out = sys.stdout
def say(**line): print(json.dumps(line), flush=True)
say(hello={"protocol": PROTOCOL, "software": "VERSION", "python": "3", "sqlite": "3", "mode": "core",
           "operations": [], "missing": {}})
stopped = threading.Event()
import queue
waiting = queue.Queue()
def read():
    for line in sys.stdin:
        asked = json.loads(line)
        if "cancel" in asked: stopped.set()
        else: stopped.clear(); waiting.put(asked)
    waiting.put(None)
threading.Thread(target=read, daemon=True).start()
while (asked := waiting.get()) is not None:
    number, do = asked["id"], asked["do"]
    if do == "die": print("last words", file=sys.stderr, flush=True); sys.exit(9)
    elif do == "hang": time.sleep(600)
    elif do == "wait":
        stopped.wait(600)
        say(id=number, error={"code": "Cancelled", "template": "stopped", "fields": {}})
    elif do == "nonsense":
        print("this is no JSON\\n[1, 2]", flush=True); print('{"id": 999, "result": {}}', flush=True)
        say(id=number, result={"after": "nonsense"})
    elif do == "half answers":
        say(id=number, error="a text"); say(id=number, progress="half", text=7); say(id=number)
        say(id=number, progress=2.5, text="more than all")
        say(id=number, result={"after": "half answers"})
    elif do == "changes":
        row = {"uid": "0" * 32, "columns": [{"name": "a", "old": 1, "new": "x" * 100}] * 4}
        say(id=number, result={"features": [row] * 5000, "total": 5000})
    elif do == "candidates":
        say(id=number, result={"features": [{"uid": "0" * 32, "wkb": "01" * 200}] * 60000})
    elif do == "steps":
        for step in range(5): say(id=number, progress=step / 5, text=f"step {step}"); time.sleep(0.02)
        say(id=number, progress=None, text="almost")
        say(id=number, result={})
    elif do == "refuse":
        say(id=number, error={"code": "UnknownLayer", "template": "there is no layer '{layer}'",
                              "fields": {"layer": "rodas"}, "sentence": "there is no layer 'rodas'"})
    else: say(id=number, result={"echo": asked["with"], "do": do})
"""


@pytest.fixture
def worker(plugin_package):
    return importlib.import_module("infra_registry.worker")


@pytest.fixture
def faulty(plugin_package, worker, tmp_path):
    """A client of the faulty worker."""
    program = importlib.import_module("infra_registry.worker.program")
    made = []

    def client(protocol=1, version=None, script=FAULTY):
        path = tmp_path / f"faulty{len(made)}.py"
        path.write_text(
            script.replace("PROTOCOL", str(protocol)).replace("VERSION", version or program.version())
        )
        one = worker.WorkerClient(choose=lambda: program.Program(sys.executable, ("-I", str(path)), "core"))
        made.append(one)
        return one

    yield client
    for one in made:
        one.stop()


@pytest.fixture
def quick_kill(monkeypatch, plugin_package):
    """Lanes lose patience in half a second."""
    lane = importlib.import_module("infra_registry.worker.lane")
    monkeypatch.setattr(lane, "KILL_SECONDS", 0.5)
    monkeypatch.setattr(lane, "SILENCE_SECONDS", 0.5)


def _never_held(action):
    """Assert that the main thread is never long away from its event loop while an action runs."""

    def held():
        with Heartbeat() as heart:
            action()
        return {"held": heart.longest}

    quick_enough({"held": 0.1}, held)


def test_the_worker_of_the_plugin_starts_on_demand_and_answers(session, wait_for):
    assert session.client.lanes["quick"].process_id == 0
    assert wait_for(session.ask("self_test"))["ok"]
    assert session.client.mode == "core"
    assert session.client.lanes["quick"].process_id
    assert session.client.lanes["long"].process_id == 0


def test_requests_are_answered_in_order_and_lanes_do_not_wait_for_each_other(faulty, wait_for):
    client, order = faulty(), []
    hanging = client.ask("wait", {}, lane="long")
    answers = [client.ask(str(number), {"n": number}) for number in range(5)]
    for one in answers:
        one.done.connect(lambda result: order.append(result["echo"]["n"]))
    wait_for(answers[-1])
    assert order == list(range(5))
    assert hanging.is_running


def test_an_answer_never_comes_before_its_caller_can_listen(faulty, wait_for, worker):
    client = faulty()
    broken = client.ask("echo", {"impossible": object()})
    with pytest.raises(worker.WorkerError, match="asked wrongly"):
        wait_for(broken)
    assert wait_for(client.ask("echo", {}))["do"] == "echo"


def test_progress_comes_with_its_text_and_unknown_shares_are_minus_one(faulty, wait_for):
    answer, steps = faulty().ask("steps", {}), []
    answer.progressed.connect(lambda share, text: steps.append((share, text)))
    wait_for(answer)
    assert steps[0] == (0.0, "step 0")
    assert steps[-1] == (-1.0, "almost")


def test_a_refusal_keeps_code_template_and_fields(faulty, wait_for, worker):
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(faulty().ask("refuse", {}))
    error = raised.value
    assert (error.code, error.fields) == ("UnknownLayer", {"layer": "rodas"})
    assert str(error) == "There is no layer 'rodas'"


def test_a_worker_that_dies_fails_its_request_and_is_started_again_for_the_next(faulty, wait_for, worker):
    client, told = faulty(), []
    client.died.connect(told.append)
    dying, after = client.ask("die", {}), client.ask("echo", {})
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(dying)
    assert raised.value.code == "WorkerDied"
    assert "last words" in raised.value.fields["trace"]
    assert wait_for(after)["do"] == "echo"
    assert len(told) == 1


def test_the_real_worker_killed_in_the_middle_is_started_again_and_said(
    session, seeded_registry, tmp_path, wait_for, worker, qgis_iface
):
    qgis_iface.messageBar().clearWidgets()
    wait_for(session.ask("self_test", lane="long"))
    answer = session.ask(
        "checkout", lane="long", registry=seeded_registry, workspace=str(tmp_path / "w.gpkg")
    )
    wait_for(lambda: answer.number is not None)
    os.kill(session.client.lanes["long"].process_id, signal.SIGKILL)
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(answer)
    assert raised.value.code == "WorkerDied"
    assert any("started again" in one.text() for one in qgis_iface.messageBar().items())
    info = wait_for(
        session.ask("checkout", lane="long", registry=seeded_registry, workspace=str(tmp_path / "w.gpkg"))
    )
    assert info["edits"] == 0


def test_lines_that_are_no_answers_are_passed_over_and_logged(faulty, wait_for):
    logged = []
    log = QgsApplication.messageLog()
    log.messageReceived.connect(lambda *line: logged.append(line[0]))
    assert wait_for(faulty().ask("nonsense", {})) == {"after": "nonsense"}
    assert sum("no answer" in line for line in logged) == 3


def test_answers_that_are_half_right_are_passed_over_and_progress_stays_within_its_bar(faulty, wait_for):
    answer, shares = faulty().ask("half answers", {}), []
    answer.progressed.connect(lambda share, text: shares.append((share, text)))
    assert wait_for(answer) == {"after": "half answers"}
    assert shares == [(-1.0, "7"), (1.0, "more than all")]


def test_a_worker_that_listens_is_cancelled_and_lives_on(faulty, wait_for, worker):
    client = faulty()
    waiting = client.ask("wait", {})
    wait_for(lambda: waiting.number is not None)
    before = client.lanes["quick"].process_id
    waiting.cancel()
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(waiting)
    assert raised.value.code == "Cancelled"
    wait_for(client.ask("echo", {}))
    assert client.lanes["quick"].process_id == before


def test_a_worker_that_hangs_is_ended_after_a_cancel_and_the_next_request_is_served(
    quick_kill, faulty, wait_for, worker
):
    client = faulty()
    hanging, after = client.ask("hang", {}), client.ask("echo", {})
    wait_for(lambda: hanging.number is not None)
    hanging.cancel()
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(hanging, 5)
    assert raised.value.code == "Cancelled"
    assert wait_for(after)["do"] == "echo"


def test_a_silent_worker_is_named_with_a_way_to_stop_it(quick_kill, faulty, wait_for):
    client, silent = faulty(), []
    client.silent.connect(silent.append)
    hanging = client.ask("hang", {})
    wait_for(lambda: bool(silent))
    assert silent == [hanging]


def test_a_request_that_still_waits_is_cancelled_without_harm(faulty, wait_for, worker):
    client = faulty()
    first, second, third = client.ask("wait", {}), client.ask("echo", {}), client.ask("echo", {"n": 3})
    second.cancel()
    with pytest.raises(worker.WorkerError):
        wait_for(second)
    first.cancel()
    assert wait_for(third)["echo"] == {"n": 3}


def test_the_task_bar_shows_a_request_and_cancels_it(faulty, wait_for, worker, plugin_package, qgis_iface):
    session_module = importlib.import_module("infra_registry.session")
    session = session_module.Session(qgis_iface, client=faulty())
    answer = session.ask("wait", title="Waiting")
    manager = QgsApplication.taskManager()
    wait_for(lambda: any(task.description() == "Waiting" for task in manager.tasks()))
    task = next(task for task in manager.tasks() if task.description() == "Waiting")
    wait_for(lambda: answer.number is not None)
    task.cancel()
    with pytest.raises(worker.WorkerError):
        wait_for(answer)
    wait_for(lambda: not any(each.description() == "Waiting" for each in manager.activeTasks()))
    session.close()


@pytest.mark.parametrize(("protocol", "version"), [(2, None), (1, "9.9")])
def test_a_worker_of_another_version_is_refused(faulty, wait_for, worker, protocol, version):
    client = faulty(protocol, version)
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(client.ask("echo", {}))
    assert raised.value.code == "WorkerVersion"
    assert "restart QGIS" in str(raised.value)


def test_a_program_that_is_no_worker_fails_the_request(faulty, wait_for, worker):
    client = faulty(script="print('something else')")
    with pytest.raises(worker.WorkerError) as raised:
        wait_for(client.ask("echo", {}))
    assert raised.value.code == "WorkerNotStarted"


@pytest.mark.parametrize(("operation", "count"), [("changes", 5000), ("candidates", 60_000)])
def test_the_map_goes_on_while_a_big_answer_is_read(faulty, wait_for, operation, count):
    client = faulty()
    wait_for(client.ask("echo", {}))

    def read():
        assert len(wait_for(client.ask(operation, {}))["features"]) == count

    _never_held(read)


def test_the_map_goes_on_while_the_worker_starts_and_works(session, seeded_registry, tmp_path, wait_for):
    def work():
        session.client.stop()
        wait_for(session.ask("registry_info", registry=seeded_registry))
        path = str(tmp_path / "w.gpkg")
        wait_for(session.ask("checkout", registry=seeded_registry, workspace=path, overwrite=True))

    _never_held(work)


def test_the_worker_ends_with_the_session_even_in_the_middle_of_work(faulty, wait_for):
    client = faulty()
    hanging = client.ask("hang", {}, lane="long")
    wait_for(lambda: hanging.number is not None)
    process = client.lanes["long"].process_id
    watch = Stopwatch()
    client.stop()
    assert watch.lap() < 1
    assert not _is_running(process)


def _is_running(process):
    try:
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_environment_of_the_worker_is_scrubbed(faulty, wait_for, monkeypatch, worker):
    for name in (
        "PYTHONHOME",
        "PROJ_LIB",
        "GDAL_DATA",
        "LD_LIBRARY_PATH",
        "QT_PLUGIN_PATH",
        "QGIS_PREFIX_PATH",
    ):
        monkeypatch.setenv(name, "/nowhere")
    script = FAULTY.replace('{"echo": asked["with"], "do": do}', "dict(__import__('os').environ)")
    seen = wait_for(faulty(script=script).ask("echo", {}))
    assert "PATH" in seen
    assert not {"PYTHONHOME", "PROJ_LIB", "GDAL_DATA", "LD_LIBRARY_PATH", "QT_PLUGIN_PATH"} & seen.keys()


def test_algorithms_ask_and_wait_in_a_process_of_their_own(plugin_package, seeded_registry, worker):
    blocking = importlib.import_module("infra_registry.worker.blocking")
    info = blocking.ask_and_wait("registry_info", registry=seeded_registry)
    assert info["commits"] == 2
    with pytest.raises(worker.WorkerError) as raised:
        blocking.ask_and_wait("registry_info", registry="/nowhere.gpkg")
    assert raised.value.code == "NoSuchFile"


def test_algorithms_that_are_cancelled_end_a_worker_that_does_not_listen(
    plugin_package, tmp_path, worker, monkeypatch
):
    from qgis.core import QgsFeedback

    blocking = importlib.import_module("infra_registry.worker.blocking")
    program = importlib.import_module("infra_registry.worker.program")
    monkeypatch.setattr(blocking, "KILL_SECONDS", 0.5)
    path = tmp_path / "faulty.py"
    path.write_text(FAULTY.replace("PROTOCOL", "1").replace("VERSION", program.version()))
    feedback = QgsFeedback()
    feedback.cancel()
    choose = lambda: program.Program(sys.executable, ("-I", str(path)), "core")  # noqa: E731
    with blocking.BlockingWorker(feedback, choose) as one, pytest.raises(worker.WorkerError) as raised:
        one.ask("hang")
    assert raised.value.code == "Cancelled"


def test_an_answer_given_with_the_last_breath_counts(faulty, wait_for):
    script = FAULTY.replace(
        'else: say(id=number, result={"echo"', 'else: say(id=number, result={"last": 1, "echo"'
    )
    script += '    if do == "goodbye": sys.exit(0)\n'
    client = faulty(script=script)
    assert wait_for(client.ask("goodbye", {}))["last"] == 1
    wait_for(lambda: client.lanes["quick"].process_id == 0)
    assert wait_for(client.ask("echo", {}))["last"] == 1
