package io.kbsync.testkit.dingtalk;

import java.util.Locale;

/** The category that DingTalk puts a file into. */
final class Category {

  private Category() {}

  static String of(Entry file) {
    if (file.isOnline() && !file.isShortcut()) {
      return "ALIDOC";
    }
    return switch (file.extension().orElse("").toLowerCase(Locale.ROOT)) {
      case "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", "txt", "md", "csv" -> "DOCUMENT";
      case "png", "jpg", "jpeg", "gif", "bmp", "webp" -> "IMAGE";
      case "mp4", "mov", "avi" -> "VIDEO";
      case "mp3", "wav", "m4a" -> "AUDIO";
      case "zip", "rar", "7z", "tar", "gz" -> "ARCHIVE";
      default -> "OTHER";
    };
  }
}
