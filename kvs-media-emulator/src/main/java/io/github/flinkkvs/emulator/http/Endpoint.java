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

package io.github.flinkkvs.emulator.http;

/**
 * The endpoints of the service. Each data API has one of its own, for which GetDataEndpoint asks by
 * the constant's name (<a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_GetDataEndpoint.html">GetDataEndpoint</a>).
 */
enum Endpoint {
    CONTROL(0),
    PUT_MEDIA(1),
    GET_MEDIA(2),
    LIST_FRAGMENTS(3),
    GET_MEDIA_FOR_FRAGMENT_LIST(4);

    private final int portOffset;

    Endpoint(int portOffset) {
        this.portOffset = portOffset;
    }

    /** How far its port lies above the control plane's, where that one is fixed. */
    int portOffset() {
        return portOffset;
    }
}
