import Notes
import Reachability
import Readers
import CoreModel
import Support
import Testing

@testable import Documentation

/// Notes about a group hold for whatever carries it.
@Suite("Notes about what carries a group")
struct NotesByCarrierTests {
    private static let groups = #"""
        {"SecurityGroups": [
          {"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "IpPermissionsEgress": [
            {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
           "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
          {"GroupId": "sg-2", "GroupName": "db", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []},
          {"GroupId": "sg-3", "GroupName": "other", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []}]}
        """#

    private static func interface(_ id: Int, _ address: String, _ groups: [Int], _ more: String = "") -> String {
        let carried = groups.map { #"{"GroupId": "sg-\#($0)"}"# }.joined(separator: ", ")
        return #"{"NetworkInterfaceId": "eni-\#(id)", "VpcId": "vpc-1", "PrivateIpAddress": "\#(address)", "#
            + #""PrivateIpAddresses": [{"PrivateIpAddress": "\#(address)"}], "Groups": [\#(carried)]\#(more)}"#
    }

    private static let interfaces = """
        {"NetworkInterfaces": [
          \(interface(1, "10.0.1.10", [1], #", "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.1.32/28"}], "Association": {"PublicIp": "203.0.113.9"}"#)),
          \(interface(2, "10.0.2.20", [2, 3], #", "Attachment": {"InstanceId": "i-1"}"#)),
          \(interface(3, "10.0.2.21", [3], #", "Attachment": {"InstanceId": "i-1"}"#)),
          \(interface(4, "10.0.2.22", [2], #", "RequesterId": "amazon-elb", "Description": "ELB app/front/1""#)),
          \(interface(5, "10.0.2.23", [2, 3], #", "RequesterId": "amazon-elb", "Description": "ELB app/front/1""#))]}
        """

    private static let notes = """
        groups:
          - title: Web
            match: {name: web}
          - title: Database
            match: {name: db}
        flows:
          allowed:
            - {from: internet, to: Web, ports: 443, why: customers}
          denied:
            - {from: Web, to: Database, why: through the API only}
            - {from: 198.51.100.0/24, to: Web, ports: 22, why: the old office}
        """

    private static func lab() throws -> Lab {
        let documents = [("groups.json", groups), ("interfaces.json", interfaces)].map { ($0.0, Array($0.1.utf8)) }
        return Lab(try InputReader().read(documents: documents, label: "test"), notes: try Lab.notes(notes))
    }

    @Test(
        "What the notes say of groups is said of their interfaces, instances and addresses",
        arguments: [
            ("web -> db:5432", "denied on purpose: \"through the API only\""),
            ("eni-1 -> db:5432", "denied on purpose: \"through the API only\""),
            ("10.0.1.10 -> db:5432", "denied on purpose: \"through the API only\""),
            ("10.0.1.40 -> db:5432", "denied on purpose: \"through the API only\""),
            ("web -> 10.0.2.20:5432", "denied on purpose: \"through the API only\""),
            ("10.0.1.10 -> eni-2:5432", "denied on purpose: \"through the API only\""),
            // One of its interfaces carries the group.
            ("web -> i-1:5432", "denied on purpose: \"through the API only\""),
            ("web -> front:5432", "denied on purpose: \"through the API only\""),
            ("10.0.1.10 -> other:5432", nil), ("web -> eni-3:5432", nil),
            ("internet -> web:443", "allowed: \"customers\""), ("internet -> eni-1:443", "allowed: \"customers\""),
            ("internet -> 203.0.113.9:443", "allowed: \"customers\""),
            // A host at a public address is one of the internet's, and one inside a documented network is meant by it.
            ("192.0.2.7 -> web:443", "allowed: \"customers\""),
            ("198.51.100.7 -> 10.0.1.10:22", "denied on purpose: \"the old office\""), ("192.0.2.7 -> 10.0.1.10:22", nil),
            ("10.9.9.9 -> web:443", nil),
        ] as [(String, String?)])
    func documented(_ asked: String, _ sentence: String?) throws {
        let lab = try Self.lab()
        #expect(lab.annotations.documented(try lab.analyzer.question(asked))?.sentence == sentence)
    }

    @Test(
        "A fix for what is denied on purpose is against the notes, however it is asked", arguments: ["eni-1", "10.0.1.10", "web"])
    func against(_ source: String) throws {
        let lab = try Self.lab()
        let answer = lab.analyzer.answer(try lab.analyzer.question(from: source, to: "10.0.2.22", port: "5432"))
        #expect(answer.verdict == .blocked && !answer.fixes.isEmpty)
        let text = AnswerReport(answer, annotations: lab.annotations).text(width: 100, ascii: true)
        #expect(text.contains("against the notes"), "\(text)")
        #expect(text.contains(/denied on purpose \(.+ -> .+\): "through the API only"/), "\(text)")
    }
}
