package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.dingtalk.web.WebDocument;
import io.kbsync.testkit.dingtalk.web.WebDocuments;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The world as browsers see it. */
final class WebWorld implements WebDocuments {

  private final DingTalkWorld world;
  private final Clock clock;
  private final Map<String, String> uuidByKey = new HashMap<>();

  WebWorld(DingTalkWorld world, Clock clock) {
    this.world = world;
    this.clock = clock;
  }

  @Override
  public Optional<WebDocument> find(String uuid) {
    synchronized (world) {
      return world.node(uuid).filter(entry -> !entry.isDeleted()).map(this::view);
    }
  }

  @Override
  public Optional<WebDocument> findByKey(String key) {
    synchronized (world) {
      return Optional.ofNullable(uuidByKey.get(key)).flatMap(this::find);
    }
  }

  @Override
  public List<WebDocument> children(String uuid) {
    synchronized (world) {
      return world.node(uuid).map(Entry::shownChildren).orElse(List.of()).stream()
          .map(this::view)
          .toList();
    }
  }

  @Override
  public Optional<WebDocument> rootOf(String spaceId) {
    synchronized (world) {
      return world
          .base(spaceId)
          .map(KnowledgeBase::root)
          .or(() -> world.space(spaceId).map(DriveSpace::root))
          .map(this::view);
    }
  }

  /** Whoever asks by a key got it from a document that was looked at before. */
  private WebDocument view(Entry entry) {
    WebView view = WebView.of(entry, clock.instant());
    uuidByKey.put(view.dentryKey(), entry.uuid());
    uuidByKey.put(view.docKey(), entry.uuid());
    return view;
  }
}
