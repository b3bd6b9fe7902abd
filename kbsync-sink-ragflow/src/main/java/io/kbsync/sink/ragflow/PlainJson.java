package io.kbsync.sink.ragflow;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values, whole numbers kept whole: what people wrote into the metadata of a
 * document goes back as it came, {@code 5} and not {@code 5.0}.
 */
final class PlainJson extends JsonAdapter<Object> {

  static final Moshi MOSHI = new Moshi.Builder().add(Object.class, new PlainJson()).build();

  private PlainJson() {}

  /** The value as JSON. */
  static String text(Object value) {
    return MOSHI.adapter(Object.class).toJson(value);
  }

  @Override
  public @Nullable Object fromJson(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case NUMBER -> number(reader.nextString());
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      default -> reader.nextNull();
    };
  }

  private Map<String, @Nullable Object> object(JsonReader reader) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      map.put(reader.nextName(), fromJson(reader));
    }
    reader.endObject();
    return map;
  }

  private List<@Nullable Object> array(JsonReader reader) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      list.add(fromJson(reader));
    }
    reader.endArray();
    return list;
  }

  private static Number number(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    return new BigDecimal(text);
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
    writer.jsonValue(value);
  }
}
