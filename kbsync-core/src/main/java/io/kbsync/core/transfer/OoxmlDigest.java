package io.kbsync.core.transfer;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What makes two Office Open XML packages equal: their parts, without the times and revision ids
 * that every export writes anew. What is no such package is compared by its bytes.
 */
final class OoxmlDigest {

  private static final Pattern VOLATILE_PARTS =
      Pattern.compile("docProps/(core|app|custom)\\.xml|docProps/thumbnail\\..*");
  private static final Pattern VOLATILE_ATTRIBUTES =
      Pattern.compile(
          "\\s(?:w:rsid\\w*|w14:paraId|w14:textId|xr\\d*:uid|w:date|w:rsidRoot)=\"[^\"]*\"");

  // A part that unpacks to more is no document's, or no document that fits into memory.
  private static final int LARGEST_PART = 64 * 1024 * 1024;

  private OoxmlDigest() {}

  static String of(Spooled content) {
    try (ZipInputStream zip = new ZipInputStream(content.open())) {
      Map<String, HashCode> parts = new TreeMap<>();
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        if (!part.isDirectory() && !VOLATILE_PARTS.matcher(part.getName()).matches()) {
          byte[] bytes = zip.readNBytes(LARGEST_PART + 1);
          if (bytes.length > LARGEST_PART) {
            return content.digest();
          }
          parts.put(part.getName(), hash(part.getName(), bytes));
        }
      }
      return parts.isEmpty() ? content.digest() : "ooxml:" + combine(parts);
    } catch (IOException | IllegalArgumentException e) {
      // Names that are not UTF-8 come as an IllegalArgumentException.
      return content.digest();
    }
  }

  private static HashCode hash(String name, byte[] bytes) {
    if (!name.endsWith(".xml") && !name.endsWith(".rels")) {
      return Hashing.sha256().hashBytes(bytes);
    }
    String xml = new String(bytes, StandardCharsets.UTF_8);
    return Hashing.sha256()
        .hashString(VOLATILE_ATTRIBUTES.matcher(xml).replaceAll(""), StandardCharsets.UTF_8);
  }

  private static HashCode combine(Map<String, HashCode> parts) {
    Hasher hasher = Hashing.sha256().newHasher();
    parts.forEach(
        (name, hash) ->
            hasher
                .putString(name, StandardCharsets.UTF_8)
                .putByte((byte) 0)
                .putBytes(hash.asBytes()));
    return hasher.hash();
  }
}
