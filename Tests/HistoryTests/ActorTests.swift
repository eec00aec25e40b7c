import Events
import Testing

/// Who and how, by all types of identity and the agents that are seen.
@Suite("Who did it and how")
struct ActorTests {
    @Test(
        "An identity has one name",
        arguments: [
            ("{\"type\": \"IAMUser\", \"userName\": \"ann\"}", "ann"),
            ("{\"type\": \"Root\", \"arn\": \"arn:aws:iam::123456789012:root\"}", "root"),
            (
                """
                {"type": "AssumedRole", "principalId": "AROA:bob@example.com",
                 "arn": "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_1/bob@example.com",
                 "sessionContext": {"sessionIssuer": {"userName": "AWSReservedSSO_Admin_1"}}}
                """, "AWSReservedSSO_Admin_1/bob@example.com"
            ),
            (
                "{\"type\": \"AssumedRole\", \"principalId\": \"AROA:s\", \"sessionContext\": {\"sessionIssuer\": {\"userName\": \"ops\"}}}",
                "ops/s"
            ),
            ("{\"type\": \"AWSService\", \"invokedBy\": \"autoscaling.amazonaws.com\"}", "autoscaling.amazonaws.com"),
            ("{\"type\": \"FederatedUser\", \"arn\": \"arn:aws:sts::123456789012:federated-user/eve\"}", "eve"),
            ("{\"type\": \"SomethingNew\"}", nil),
        ] as [(String, String?)])
    func who(_ identity: String, _ name: String?) throws {
        let event = try #require(try Self.event("\"userIdentity\": \(identity), \"userAgent\": \"x\""))
        #expect(event.who == name)
    }

    @Test(
        "An agent is a tool",
        arguments: [
            ("\"aws-cli/2.27.0 md/awscrt\"", "aws-cli"), ("\"[aws-cli/1.16]\"", "aws-cli"),
            ("\"console.ec2.amazonaws.com\"", "console"),
            ("\"console.amazonaws.com\"", "console"), ("\"cloudformation.amazonaws.com\"", "cloudformation"),
            ("\"APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io)\"", "terraform"),
            ("\"Boto3/1.28.5 md/Botocore\"", "Boto3"), ("\"eks.amazonaws.com\"", "eks.amazonaws.com"), ("null", nil),
        ] as [(String, String?)])
    func how(_ agent: String, _ tool: String?) throws {
        let event = try #require(
            try Self.event("\"userIdentity\": {\"type\": \"IAMUser\", \"userName\": \"a\"}, \"userAgent\": \(agent)"))
        #expect(event.how == tool)
    }

    private static func event(_ members: String) throws -> RecordedEvent? {
        try Trail.records(
            """
            {"Records": [{"eventVersion": "1.08", \(members), "eventTime": "2026-11-20T08:00:00Z", "eventID": "e1",
             "eventSource": "ec2.amazonaws.com", "eventName": "DeleteSecurityGroup", "requestParameters": {"groupId": "sg-1"},
             "responseElements": {"_return": true}, "readOnly": false}]}
            """
        ).events.first
    }
}
