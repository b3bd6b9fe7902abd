package io.kbsync.sink.ragflow;

import io.kbsync.http.CallGroup;
import io.kbsync.sink.ragflow.RagflowWire.Deletion;
import io.kbsync.sink.ragflow.RagflowWire.Envelope;
import io.kbsync.sink.ragflow.RagflowWire.IngestOrder;
import io.kbsync.sink.ragflow.RagflowWire.ParseOrder;
import java.util.List;
import java.util.Map;
import okhttp3.MultipartBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.Multipart;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Part;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** RAGFlow's HTTP API, below {@code /api/v1/}, as far as it is used. */
interface RagflowApi {

  @GET("datasets")
  @CallGroup(value = "ragflow.datasets", counted = false)
  Call<Envelope> datasets(
      @Query("id") @Nullable String id, @Query("page_size") @Nullable Integer size);

  @GET("datasets/{dataset}/documents")
  @CallGroup(value = "ragflow.documents", counted = false)
  Call<Envelope> documents(
      @Path("dataset") String dataset,
      @QueryMap Map<String, String> query,
      @Query("ids") List<String> ids);

  @Multipart
  @POST("datasets/{dataset}/documents")
  @CallGroup(value = "ragflow.upload", counted = false)
  Call<Envelope> upload(@Path("dataset") String dataset, @Part MultipartBody.Part file);

  @PATCH("datasets/{dataset}/documents/{document}")
  @CallGroup(value = "ragflow.update", counted = false)
  Call<Envelope> patch(
      @Path("dataset") String dataset,
      @Path("document") String document,
      @Body Map<String, Object> changes);

  @PUT("datasets/{dataset}/documents/{document}")
  @CallGroup(value = "ragflow.update", counted = false)
  Call<Envelope> put(
      @Path("dataset") String dataset,
      @Path("document") String document,
      @Body Map<String, Object> changes);

  @HTTP(method = "DELETE", path = "datasets/{dataset}/documents", hasBody = true)
  @CallGroup(value = "ragflow.delete", counted = false)
  Call<Envelope> delete(@Path("dataset") String dataset, @Body Deletion ids);

  @POST("datasets/{dataset}/chunks")
  @CallGroup(value = "ragflow.parse", counted = false)
  Call<Envelope> parse(@Path("dataset") String dataset, @Body ParseOrder order);

  @POST("documents/ingest")
  @CallGroup(value = "ragflow.parse", counted = false)
  Call<Envelope> ingest(@Body IngestOrder order);
}
