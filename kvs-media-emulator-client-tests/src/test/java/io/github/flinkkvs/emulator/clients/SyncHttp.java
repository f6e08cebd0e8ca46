/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.emulator.clients;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP clients that the SDK offers to its synchronous service clients. */
enum SyncHttp {
    APACHE,
    APACHE5,
    URL_CONNECTION,
    CRT;

    SdkHttpClient create() {
        return switch (this) {
            case APACHE -> ApacheHttpClient.create();
            case APACHE5 -> Apache5HttpClient.create();
            case URL_CONNECTION -> UrlConnectionHttpClient.create();
            case CRT -> AwsCrtHttpClient.create();
        };
    }
}
