package io.kbsync.testkit.dingtalk;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.http.SimSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * DingTalk's Stream mode: connections over which it tells one application of events. Each event
 * goes to one of the connections, in turn, and is lost when there is none. Whoever changes the
 * world causes the events of subscribed spaces; tests send others. Thread-safe.
 */
public final class EventStream {

  private static final String OPEN = "/v1.0/gateway/connections/open";
  private static final String CONNECT = "/connect";
  private static final Duration LIFE_OF_TICKET = Duration.ofSeconds(90);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Account account;
  private final Quirks quirks;
  private final Clock clock;
  private final Supplier<String> url;
  private final EventFrames frames;
  private final Map<String, Instant> tickets = new HashMap<>();
  private final Set<String> subscribed = new HashSet<>();
  private final List<SimSocket> sockets = new ArrayList<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean dead;
  private int opening;
  private int turn;
  private long issued;

  EventStream(
      DingTalkWorld world, Account account, Quirks quirks, Clock clock, Supplier<String> url) {
    this.account = account;
    this.quirks = quirks;
    this.clock = clock;
    this.url = url;
    this.frames = new EventFrames(account, quirks, clock);
    world.witness(this::happened);
  }

  /** How many connections stand. */
  public synchronized int connections() {
    return sockets.size();
  }

  /** Waits until so many connections stand. */
  public void awaitConnections(int count) throws InterruptedException {
    await(() -> sockets.size() == count, count + " connections");
  }

  /** Waits until the application has subscribed to the events of this space. */
  public void awaitSubscription(String spaceId) throws InterruptedException {
    await(() -> subscribed.contains(spaceId), "a subscription to " + spaceId);
  }

  private synchronized void await(BooleanSupplier event, String what) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!event.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no " + what + " within " + DEADLINE);
      }
      wait(left);
    }
  }

  /** The spaces, or the organisation, whose events the application has subscribed to. */
  public synchronized Set<String> subscriptions() {
    return Set.copyOf(subscribed);
  }

  /** The next answer of a client that was not asked for yet. */
  public String nextAnswer() throws InterruptedException {
    String answer = answers.poll(DEADLINE.toSeconds(), SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer within " + DEADLINE);
    }
    return answer;
  }

  /** An event of this kind in this space, whether anybody subscribed to it or not. */
  public void event(String type, String spaceId) {
    send(frames.event(type, spaceId, "1"));
  }

  /** Asks whether the other end is there. */
  public void ping() {
    send(frames.ping());
  }

  /** Announces that a connection will end; it stands until the client ends it. */
  public void disconnect() {
    send(frames.disconnect());
  }

  /** Any text, over one of the connections. */
  public void send(String frame) {
    next().ifPresent(socket -> socket.send(frame));
  }

  /** Every connection says goodbye. */
  public void closeConnections() {
    all().forEach(SimSocket::close);
  }

  /** Every connection breaks. */
  public void cutConnections() {
    all().forEach(SimSocket::cut);
  }

  /** Connections that are opened from now on stand, and nobody is at their other end. */
  public synchronized void dead(boolean value) {
    dead = value;
  }

  // The rest is for the simulator.

  static boolean owns(SimRequest request) {
    return request.path().equals(OPEN) || request.path().equals(CONNECT);
  }

  static String endpoint(SimRequest request) {
    return request.path().equals(OPEN) ? "stream.open" : "stream.connect";
  }

  SimResponse answer(SimRequest request) {
    try {
      return request.path().equals(OPEN)
          ? SimResponse.json(200, open(new ApiCall(request, List.of())))
          : SimResponse.text(401, "the ticket is not valid");
    } catch (ApiException error) {
      return SimResponse.json(error.status(), error.body("01A0SIM-STREAM"));
    }
  }

  private Map<String, Object> open(ApiCall call) {
    Map<String, Object> body = call.body();
    boolean known =
        Json.stringAt(body, "clientId").filter(account.clientId()::equals).isPresent()
            && Json.stringAt(body, "clientSecret")
                .filter(account.clientSecret()::equals)
                .isPresent();
    if (!known) {
      throw new ApiException(401, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    }
    boolean events =
        body.get("subscriptions") instanceof List<?> list
            && list.contains(Map.of("type", "EVENT", "topic", "*"));
    if (!events) {
      throw ApiException.paramError("subscriptions is invalid");
    }
    return Json.object("endpoint", url.get().replace("http", "ws") + CONNECT, "ticket", issue());
  }

  private synchronized String issue() {
    String ticket = "ticket+/=" + ++issued;
    tickets.put(ticket, clock.instant().plus(LIFE_OF_TICKET));
    return ticket;
  }

  synchronized void subscribe(String id) {
    subscribed.add(id);
    notifyAll();
  }

  /** What is said over the connection, if its ticket is good; it is good for one. */
  synchronized Optional<SimSocket.Talk> upgrade(SimRequest request) {
    Instant end = tickets.remove(request.query("ticket").orElse(""));
    if (end == null || !clock.instant().isBefore(end)) {
      return Optional.empty();
    }
    opening++;
    return Optional.of(new Talk());
  }

  /** Whoever is held up goes on; connections end. */
  void close() {
    closed.countDown();
    cutConnections();
  }

  private void happened(Entry entry, EventType type) {
    boolean told =
        quirks.has(Quirk.EVENTS_ON)
            && isSubscribed(entry.spaceId())
            && (entry.base().isEmpty() || quirks.has(Quirk.EVENTS_OF_BASES));
    if (told) {
      send(frames.event(type.code(), entry.spaceId(), entry.dentryId()));
    }
  }

  private synchronized boolean isSubscribed(String spaceId) {
    return subscribed.contains(spaceId) || subscribed.contains(account.corpId());
  }

  // The client may know of a connection a moment before this end does.
  private synchronized Optional<SimSocket> next() {
    try {
      await(() -> opening == 0, "end of the opening of a connection");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return sockets.isEmpty()
        ? Optional.empty()
        : Optional.of(sockets.get(Math.floorMod(turn++, sockets.size())));
  }

  private synchronized List<SimSocket> all() {
    return List.copyOf(sockets);
  }

  private synchronized boolean opened(SimSocket socket) {
    opening--;
    sockets.add(socket);
    notifyAll();
    return dead;
  }

  private synchronized void ended(SimSocket socket, boolean stood) {
    opening -= stood ? 0 : 1;
    sockets.remove(socket);
    notifyAll();
  }

  private final class Talk implements SimSocket.Talk {

    private volatile boolean stood;

    @Override
    public void opened(SimSocket socket) {
      stood = true;
      if (EventStream.this.opened(socket)) {
        holdUp();
      }
    }

    private void holdUp() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void heard(SimSocket socket, String text) {
      answers.add(text);
    }

    @Override
    public void ended(SimSocket socket) {
      EventStream.this.ended(socket, stood);
      stood = true;
    }
  }
}
