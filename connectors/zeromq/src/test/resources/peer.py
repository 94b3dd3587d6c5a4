"""A peer that speaks ZeroMQ with libzmq: python3 peer.py LIBRARY CONTROL_PORT FOLDER

It answers requests of the test on CONTROL_PORT (a REP socket, one frame for each word), and can be
  an outbox: a DEALER that sends what it was given, again after a while, until it is answered with OK;
  an inbox: a ROUTER that keeps what it is sent and answers with OK;
  any other socket, for single messages.
Outbox and inbox note everything in a file, so that they go on after they were killed.
"""
import collections
import ctypes
import os
import sys
import time

PUB, SUB, REQ, REP, DEALER, ROUTER, PULL, PUSH = 1, 2, 3, 4, 5, 6, 7, 8
TYPES = {"pub": PUB, "sub": SUB, "req": REQ, "dealer": DEALER, "router": ROUTER, "pull": PULL, "push": PUSH}
SUBSCRIBE, LINGER, RECONNECT_IVL = 6, 17, 18
CURVE_SERVER, CURVE_PUBLIC, CURVE_SECRET, CURVE_SERVER_KEY = 47, 48, 49, 50
HEARTBEAT_IVL, HEARTBEAT_TIMEOUT = 75, 77
DONTWAIT, SNDMORE, POLLIN, EAGAIN, EINTR = 1, 2, 1, 11, 4

zmq = ctypes.CDLL(sys.argv[1])
for name, result, arguments in [
    ("zmq_ctx_new", ctypes.c_void_p, []),
    ("zmq_socket", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("zmq_close", ctypes.c_int, [ctypes.c_void_p]),
    ("zmq_bind", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p]),
    ("zmq_connect", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p]),
    ("zmq_setsockopt", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t]),
    ("zmq_send", ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int]),
    ("zmq_msg_init", ctypes.c_int, [ctypes.c_void_p]),
    ("zmq_msg_recv", ctypes.c_int, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]),
    ("zmq_msg_data", ctypes.c_void_p, [ctypes.c_void_p]),
    ("zmq_msg_size", ctypes.c_size_t, [ctypes.c_void_p]),
    ("zmq_msg_more", ctypes.c_int, [ctypes.c_void_p]),
    ("zmq_msg_close", ctypes.c_int, [ctypes.c_void_p]),
    ("zmq_strerror", ctypes.c_char_p, [ctypes.c_int]),
]:
    function = getattr(zmq, name)
    function.restype, function.argtypes = result, arguments


class PollItem(ctypes.Structure):
    _fields_ = [
        ("socket", ctypes.c_void_p),
        ("fd", ctypes.c_int),
        ("events", ctypes.c_short),
        ("revents", ctypes.c_short),
    ]


def check(code):
    if code < 0:
        raise OSError(zmq.zmq_strerror(zmq.zmq_errno()).decode())


class Socket:
    def __init__(self, kind):
        self.handle = zmq.zmq_socket(CONTEXT, kind)
        self.number(LINGER, 1000)
        self.number(RECONNECT_IVL, 100)

    def number(self, option, value):
        self.option(option, value.to_bytes(4, sys.byteorder, signed=True))

    def option(self, option, value):
        check(zmq.zmq_setsockopt(self.handle, option, value, len(value)))

    def bind(self, endpoint):
        check(zmq.zmq_bind(self.handle, endpoint))

    def connect(self, endpoint):
        check(zmq.zmq_connect(self.handle, endpoint))

    def send(self, frames):
        """False if there is no place for the message now."""
        for i, frame in enumerate(frames):
            more = SNDMORE if i < len(frames) - 1 else 0
            if zmq.zmq_send(self.handle, frame, len(frame), DONTWAIT | more) < 0:
                if zmq.zmq_errno() != EAGAIN:
                    check(-1)
                return False
        return True

    def receive(self):
        """None if there is no message."""
        frames, more = [], True
        message = ctypes.create_string_buffer(64)
        while more:
            zmq.zmq_msg_init(message)
            if zmq.zmq_msg_recv(message, self.handle, DONTWAIT) < 0:
                if zmq.zmq_errno() not in (EAGAIN, EINTR):
                    check(-1)
                return None
            frames.append(ctypes.string_at(zmq.zmq_msg_data(message), zmq.zmq_msg_size(message)))
            more = zmq.zmq_msg_more(message)
            zmq.zmq_msg_close(message)
        return frames

    def close(self):
        check(zmq.zmq_close(self.handle))


def heartbeating(kind):
    socket = Socket(kind)
    socket.number(HEARTBEAT_IVL, 500)
    socket.number(HEARTBEAT_TIMEOUT, 1000)
    return socket


class Journal:
    """Lines of words in hexadecimal, which survive the death of this process."""

    def __init__(self, file):
        self.lines = []
        if os.path.exists(file):
            with open(file) as old:
                # A last line without its end was never acknowledged to anybody.
                self.lines = [self.words(line) for line in old if line.endswith("\n")]
        self.file = open(file, "a")

    @staticmethod
    def words(line):
        return [bytes.fromhex(word[1:]) for word in line.split()]

    def add(self, *words):
        self.file.write(" ".join("_" + word.hex() for word in words) + "\n")

    def flush(self):
        self.file.flush()


class Outbox:
    """What is to be sent of the current place; waits for answers of at most so many, and sends again after a while."""

    MOST_UNANSWERED = 2000
    AGAIN_AFTER = 2.0

    def __init__(self, folder, endpoint):
        self.waiting = collections.deque()
        self.unanswered = collections.OrderedDict()
        self.refused = []
        self.count = 0
        self.place = b""
        self.left = collections.Counter()
        self.journal = Journal(os.path.join(folder, "outbox"))
        done = set()
        for kind, word in self.journal.lines:
            if kind == b"place":
                self.enter(word)
            elif kind == b"send":
                self.enqueue(word)
            else:
                done.add(word)
                self.left[self.place_of(word)] -= 1
        self.waiting = collections.deque(message for message in self.waiting if message[0] not in done)
        self.socket = heartbeating(DEALER)
        self.socket.bind(endpoint)

    def enter(self, place):
        self.place = place
        self.waiting.clear()
        self.unanswered.clear()

    @staticmethod
    def place_of(ident):
        return ident.rpartition(b"/")[0]

    def enqueue(self, body):
        self.count += 1
        self.waiting.append((self.place + b"/" + str(self.count).encode(), body))
        self.left[self.place] += 1

    def create(self, place):
        self.journal.add(b"place", place)
        self.journal.flush()
        self.enter(place)

    def send(self, bodies):
        for body in bodies:
            self.journal.add(b"send", body)
            self.enqueue(body)
        self.journal.flush()

    def work(self):
        answer = self.socket.receive()
        while answer is not None:
            self.answered(answer[0], answer[1:])
            answer = self.socket.receive()
        self.journal.flush()
        now = time.monotonic()
        overdue = []
        for ident, (body, sent) in self.unanswered.items():
            if now - sent < self.AGAIN_AFTER:
                break
            overdue.append((ident, body))
        for ident, body in overdue:
            if not self.transmit(ident, body, now):
                return
            self.unanswered.move_to_end(ident)
        while self.waiting and len(self.unanswered) < self.MOST_UNANSWERED:
            if not self.transmit(*self.waiting[0], now):
                return
            self.waiting.popleft()

    def transmit(self, ident, body, now):
        if not self.socket.send([ident, b"key", body]):
            return False
        self.unanswered[ident] = (body, now)
        return True

    def answered(self, ident, verdict):
        if self.unanswered.pop(ident, None) is None:
            return
        if verdict[0] == b"REFUSED":
            self.refused.append(ident)
        self.journal.add(b"done", ident)
        self.left[self.place_of(ident)] -= 1


class Inbox:
    """What has come to the current place."""

    def __init__(self, folder, endpoint):
        self.place = b""
        self.bodies = collections.defaultdict(list)
        self.journal = Journal(os.path.join(folder, "inbox"))
        for line in self.journal.lines:
            self.replay(*line)
        self.socket = heartbeating(ROUTER)
        self.socket.bind(endpoint)

    def replay(self, kind, word):
        if kind == b"place":
            self.place = word
        else:
            self.bodies[self.place].append(word)

    def create(self, place):
        self.journal.add(b"place", place)
        self.journal.flush()
        self.place = place

    def work(self):
        answers = []
        message = self.socket.receive()
        while message is not None:
            route, ident, body = message[0], message[1], message[-1]
            self.journal.add(b"body", body)
            self.bodies[self.place].append(body)
            answers.append([route, ident, b"OK"])
            message = self.socket.receive() if len(answers) < 1000 else None
        self.journal.flush()
        for answer in answers:
            self.socket.send(answer)


class Peer:
    def __init__(self, folder):
        self.folder = folder
        self.sockets = {}
        self.box = None

    def restore(self):
        file = os.path.join(self.folder, "box")
        if os.path.exists(file):
            with open(file) as noted:
                self.open_box(*noted.read().split())

    def open_box(self, kind, endpoint):
        self.box = (Outbox if kind == "outbox" else Inbox)(self.folder, endpoint.encode())

    def answer(self, command, *words):
        return getattr(self, "do_" + command.decode())(*words)

    def do_ping(self):
        version = [ctypes.c_int() for _ in range(3)]
        zmq.zmq_version(*[ctypes.byref(part) for part in version])
        return [".".join(str(part.value) for part in version).encode()]

    def do_box(self, kind, endpoint):
        with open(os.path.join(self.folder, "box"), "w") as note:
            note.write(kind.decode() + " " + endpoint.decode())
        self.open_box(kind.decode(), endpoint.decode())
        return [b"ok"]

    def do_create(self, place):
        self.box.create(place)
        return [b"ok"]

    def do_send(self, *bodies):
        self.box.send(bodies)
        return [b"ok"]

    def do_unsettled(self, place):
        return [str(self.box.left[place]).encode()]

    def do_received(self, place):
        return [b"ok"] + self.box.bodies[place]

    def do_open(self, name, kind, how, endpoint, *curve):
        socket = Socket(TYPES[kind.decode()])
        if len(curve) == 1:
            socket.number(CURVE_SERVER, 1)
            socket.option(CURVE_SECRET, curve[0] + b"\0")
        elif curve:
            for option, key in zip((CURVE_SERVER_KEY, CURVE_PUBLIC, CURVE_SECRET), curve):
                socket.option(option, key + b"\0")
        if kind == b"sub":
            socket.option(SUBSCRIBE, b"")
        (socket.bind if how == b"bind" else socket.connect)(endpoint)
        self.sockets[name] = socket
        return [b"ok"]

    def do_close(self, name):
        self.sockets.pop(name).close()
        return [b"ok"]

    def do_put(self, name, *frames):
        return [b"ok" if self.sockets[name].send(frames) else b"again"]

    def do_take(self, name):
        message = self.sockets[name].receive()
        return [b"nothing"] if message is None else [b"message"] + message


CONTEXT = zmq.zmq_ctx_new()


def main():
    peer = Peer(sys.argv[3])
    peer.restore()
    control = Socket(REP)
    control.bind(b"tcp://127.0.0.1:" + sys.argv[2].encode())
    while True:
        sockets = [control] + ([peer.box.socket] if peer.box else [])
        items = (PollItem * len(sockets))(*[PollItem(socket.handle, 0, POLLIN, 0) for socket in sockets])
        zmq.zmq_poll(items, len(sockets), ctypes.c_long(50))
        request = control.receive()
        if request is not None:
            control.send(peer.answer(*request))
        if peer.box:
            peer.box.work()


main()
