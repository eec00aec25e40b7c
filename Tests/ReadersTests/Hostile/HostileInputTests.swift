import Foundation
import Readers
import CoreModel
import Testing

@Suite("Hostile input")
struct HostileInputTests {
    private static func group(_ rule: String) -> String {
        #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "a", "IpPermissions": [\#(rule)], "IpPermissionsEgress": []}]}"#
    }

    private static func peer(_ port: String) -> String {
        #"{"IpProtocol": "tcp", "FromPort": \#(port), "ToPort": 5, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}"#
    }

    @Test(
        "A number that fits nowhere makes only its own field unreadable",
        arguments: ["123456789012345678901234567890", "-99999999999999999999", "1e400", "9223372036854775808", "1e30"])
    func hugeNumber(_ number: String) throws {
        let unread = Self.group("").replacing("\"GroupName\"", with: "\"Later\": \(number), \"GroupName\"")
        #expect(try Fixtures.read(text: unread).loadedGroups.count == 1)
        let read = Fixtures.message { _ = try Fixtures.read(text: Self.group(Self.peer(number))) }
        #expect(read == "input.json: $.SecurityGroups[0].IpPermissions[0].FromPort is too large a number")
    }

    @Test("A number that is none stays an error", arguments: ["01", "1e", "--1", "1.", "+1", "00000000000000000000000001"])
    func noNumber(_ number: String) throws {
        let message = Fixtures.message { _ = try Fixtures.read(text: Self.group(Self.peer(number))) }
        #expect(message?.contains("so it is not JSON") == true)
    }

    @Test(
        "Half of a surrogate pair is shown as what it is",
        arguments: [(#"\ud800"#, "\u{FFFD}"), (#"x\udc00y"#, "x\u{FFFD}y"), (#"\ud83d\ude00"#, "😀"), (#"\ud83dA"#, "\u{FFFD}A")])
    func surrogates(_ escape: String, _ expected: String) throws {
        let inventory = try Fixtures.read(text: Self.group("").replacing("\"a\"", with: "\"\(escape)\""))
        let group = try #require(inventory.loadedGroups.first)
        #expect(inventory[inventory[group].name] == expected)
    }

    @Test("Of a key that stands twice the last one counts")
    func duplicateKeys() throws {
        let inventory = try Fixtures.read(text: Self.group("").replacing("\"a\"", with: "\"a\", \"GroupName\": \"b\""))
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].name] } == ["b"])
    }

    @Test(
        "A template that runs in a circle or grows without end is refused in one line",
        arguments: [
            (
                #"{"Conditions": {"A": {"Condition": "B"}, "B": {"Fn::Not": [{"Condition": "A"}]}}, "Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Condition": "A"}}}"#,
                "$.Conditions.A refers to itself"
            ),
            (
                #"{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::GetAtt": ["V", "CidrBlock"]}}}}}"#,
                "the template has references that run in a circle, or too deep"
            ),
            (Self.doubling, "the template grows without end when its functions are evaluated"),
        ])
    func circle(_ text: String, _ expected: String) throws {
        #expect(Fixtures.message { _ = try Fixtures.read(text: text) } == "input.json: \(expected)")
    }

    /// Forty VPCs, each with the block of the next one twice.
    private static var doubling: String {
        let all = (0..<40).map { number in
            let next = #"{"Fn::GetAtt": ["V\#(number + 1)", "CidrBlock"]}"#
            return
                #""V\#(number)": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::Join": ["", [\#(next), \#(next)]]}}}"#
        }
        return
            #"{"Resources": {\#(all.joined(separator: ", ")), "V40": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "x"}}}}"#
    }

    @Test("YAML whose aliases multiply is refused in one line")
    func yamlBomb() throws {
        var text = "SecurityGroups:\n- &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "- &a\(level) [\(aliases)]\n"
        }
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message?.contains("aliases make it grow without end, so it is not YAML") == true)
    }

    @Test("YAML that is nested without end is refused in one line", arguments: ["[", "- ", "{a: "])
    func deepYAML(_ opening: String) throws {
        let text = "SecurityGroups:\n  " + String(repeating: opening, count: 100_000)
        let message = Fixtures.message { _ = try Fixtures.read(text: text) }
        #expect(message?.contains("so it is not YAML") == true)
        #expect(message?.contains("\n") == false)
    }
}
