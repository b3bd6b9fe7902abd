package io.kbsync.source.dingtalk;

import io.kbsync.http.CallGroup;
import io.kbsync.source.dingtalk.DingTalkWire.UserAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.UserRequest;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;
import retrofit2.http.Query;

/** The calls of oapi.dingtalk.com, which answers 200 to everything. */
interface OapiApi {

  @CallGroup(value = Groups.USER, counted = false)
  @POST("topapi/v2/user/get")
  Call<UserAnswer> user(@Query("access_token") String token, @Body UserRequest request);
}
