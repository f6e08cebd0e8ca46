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

package io.github.flinkkvs.media.client;

/**
 * What is being asked, for classification and for messages.
 *
 * @param phase how far it has come
 * @param text the operation and its stream, for example {@code GetMedia of cam-1 from EARLIEST}
 */
public record ServiceCall(FailurePhase phase, String text) {

    /** A call of the control plane. */
    public static ServiceCall control(String text) {
        return new ServiceCall(FailurePhase.CONTROL_PLANE, text);
    }

    /** A call of the archive. */
    public static ServiceCall archive(String text) {
        return new ServiceCall(FailurePhase.ARCHIVE, text);
    }

    /** A GetMedia that the service has not yet accepted. */
    public static ServiceCall getMedia(String text) {
        return new ServiceCall(FailurePhase.GET_MEDIA, text);
    }

    /** The same call in another phase. */
    public ServiceCall in(FailurePhase other) {
        return new ServiceCall(other, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
