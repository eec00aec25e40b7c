import Foundation

/// Makes a log file of CloudTrail of a year: events as an account has them, of which few change a group, in one object.
struct TrailMaker {
    /// Bytes of an event on average: agents, sessions and what was asked make most of them.
    private static let bytes = 5_000
    private static let beginning = 1_763_000_000

    /// Writes so many events; one in forty changes a rule of one of a hundred groups, one in ten failed, four in five only read.
    static func write(_ count: Int, to path: String) throws {
        FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        var text = "{\"Records\":["
        for number in 0..<count {
            text += (number == 0 ? "" : ",") + event(number, of: count)
            if text.utf8.count > 1 << 22 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data((text + "]}\n").utf8))
    }

    private static func event(_ number: Int, of count: Int) -> String {
        let time = Self.time(beginning + number * (31_536_000 / max(1, count)))
        let id = "00000000-0000-4000-8000-" + String(format: "%012d", number)
        let group = "sg-" + String(format: "%017x", number / 40 % 100)
        let isChange = number % 40 == 0
        let isRead = !isChange && number % 5 != 0
        let name =
            isChange
            ? (number % 80 == 0 ? "AuthorizeSecurityGroupIngress" : "RevokeSecurityGroupIngress")
            : isRead ? "DescribeInstances" : "CreateTags"
        let error =
            isChange || number % 10 != 0
            ? "" : ",\"errorCode\":\"Client.UnauthorizedOperation\",\"errorMessage\":\"You are not authorized\""
        let port = 1000 + number / 80 % 5000
        let request =
            isChange
            ? "{\"groupId\":\"\(group)\",\"ipPermissions\":{\"items\":[{\"ipProtocol\":\"tcp\",\"fromPort\":\(port),\"toPort\":\(port),\"groups\":{},\"ipRanges\":{\"items\":[{\"cidrIp\":\"10.\(number / 40 % 200).0.0/16\",\"description\":\"run \(number)\"}]},\"ipv6Ranges\":{},\"prefixListIds\":{}}]}}"
            : "{\"filterSet\":{\"items\":[{\"name\":\"tag:Name\",\"valueSet\":{\"items\":[{\"value\":\"service-\(number % 700)\"}]}}]},\"maxResults\":\(number % 1000)}"
        let head =
            "{\"eventVersion\":\"1.10\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROA:run-\(number)\",\"arn\":\"arn:aws:sts::123456789012:assumed-role/deploy/run-\(number % 900)\",\"accountId\":\"123456789012\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"userName\":\"deploy\"},\"attributes\":{\"mfaAuthenticated\":\"false\"}}},\"eventTime\":\"\(time)\",\"eventSource\":\"ec2.amazonaws.com\",\"eventName\":\"\(name)\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"203.0.113.\(number % 250)\",\"userAgent\":\"APN/1.0 HashiCorp/1.0 Terraform/1.9.8\"\(error),\"requestParameters\":\(request),\"responseElements\":{\"_return\":true,\"instancesSet\":{\"items\":["
        let tail =
            "]}},\"requestID\":\"\(id)\",\"eventID\":\"\(id)\",\"readOnly\":\(isRead),\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"123456789012\",\"eventCategory\":\"Management\"}"
        let item =
            "{\"instanceId\":\"i-\(String(format: "%017x", number))\",\"currentState\":{\"code\":16,\"name\":\"running\"},\"previousState\":{\"code\":0,\"name\":\"pending\"}}"
        let items = max(1, (bytes - head.utf8.count - tail.utf8.count) / (item.utf8.count + 1))
        return head + Array(repeating: item, count: items).joined(separator: ",") + tail
    }

    /// "2026-11-20T08:00:00Z" of seconds since 1970.
    private static func time(_ seconds: Int) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        return String(
            format: "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
            parts.tm_min, parts.tm_sec)
    }
}
