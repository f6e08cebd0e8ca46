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

/** An answer other than 200, by the name that the service gives it. */
final class ServiceException extends RuntimeException {
    private final int status;
    private final String name;
    private final String messageMember;

    ServiceException(int status, String name, String message) {
        this(status, name, message, "Message");
    }

    private ServiceException(int status, String name, String message, String messageMember) {
        super(message, null, false, false);
        this.status = status;
        this.name = name;
        this.messageMember = messageMember;
    }

    /** Answers of what stands ahead of the service have their text under another name. */
    static ServiceException ofAuthentication(int status, String name, String message) {
        return new ServiceException(status, name, message, "message");
    }

    static ServiceException invalidArgument(String message) {
        return new ServiceException(400, "InvalidArgumentException", message);
    }

    static ServiceException notFound(String stream) {
        return new ServiceException(
                404,
                "ResourceNotFoundException",
                "The requested stream is not found or not active: " + stream);
    }

    int status() {
        return status;
    }

    /** The body's member that the message goes into. */
    String messageMember() {
        return messageMember;
    }

    String name() {
        return name;
    }
}
