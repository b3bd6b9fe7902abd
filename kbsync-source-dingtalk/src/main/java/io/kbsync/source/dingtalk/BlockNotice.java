package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.kbsync.http.NotJsonException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The notice of the guard before DingTalk's network, {@code {"status":1111,"wait":5,…}}, which may
 * come with status 200: read as an answer it would look like an empty list.
 */
final class BlockNotice implements JsonAdapter.Factory {

  private static final String STATUS = "\"status\":1111";

  static boolean isIn(String body) {
    return body.replace(" ", "").contains(STATUS);
  }

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    if (!(type instanceof Class<?> wire) || wire.getDeclaringClass() != DingTalkWire.class) {
      return null;
    }
    return new Refusing<>(moshi.nextAdapter(this, type, annotations));
  }

  /** Reads whole answers only after a look at what they are. */
  private static final class Refusing<T> extends JsonAdapter<T> {

    private final JsonAdapter<T> answers;

    private Refusing(JsonAdapter<T> answers) {
      this.answers = answers;
    }

    @Override
    public @Nullable T fromJson(JsonReader reader) throws IOException {
      if (reader.getPath().equals("$") && isNotice(reader.peekJson())) {
        throw new NotJsonException("the notice of a guard", null);
      }
      return answers.fromJson(reader);
    }

    private static boolean isNotice(JsonReader peeked) throws IOException {
      if (peeked.peek() != JsonReader.Token.BEGIN_OBJECT) {
        return false;
      }
      peeked.beginObject();
      return peeked.hasNext()
          && peeked.nextName().equals("status")
          && peeked.peek() == JsonReader.Token.NUMBER
          && peeked.nextString().equals("1111");
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
      answers.toJson(writer, value);
    }
  }
}
