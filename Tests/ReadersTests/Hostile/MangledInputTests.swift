import Readers
import CoreModel
import Support
import Testing

private let inputs = [
    "terraform-rules/aws/describe-security-groups.json", "terraform-rules/aws/describe-security-group-rules.json",
    "terraform-rules/aws/describe-network-interfaces.json", "terraform-rules/aws/describe-instances.json",
    "terraform-rules/aws/describe-subnets.json", "terraform-rules/state.json", "terraform-rules/terraform.tfstate",
    "variants/json-lines.jsonl", "variants/concatenated.json", "variants/powershell-utf16le-bom.json",
    "forms/config/history.json", "forms/config/snapshot.json.gz", "forms/config/select-aggregate-resource-config.json",
    "forms/config/notifications.jsonl", "forms/cloudformation/get-template.yaml-text.json",
    "forms/cloudcontrol/list-resources.json",
    "forms/powershell/Get-EC2SecurityGroup.5.txt", "forms/rows/ansible-ad-hoc.txt", "forms/rows/steampipe.json",
    "forms/rows/cloudquery.jsonl", "forms/terraform/version-3.tfstate", "forms/terraform/awscc.tfstate",
    "forms/terraform/cdk.tf.json",
]

private let networks =
    [NetworkListingTests.tables, NetworkListingTests.acls] + NetworkListingTests.gateways
    + JoiningListingTests.answers.map(\.text) + BalancerListingTests.answers.map(\.text)

@Suite("Mangled inputs")
struct MangledInputTests {
    private func check(_ bytes: [UInt8], _ what: String) {
        do {
            _ = try InputReader().read(documents: [("x", bytes)], label: "x")
        } catch {
            #expect(!error.message.utf8.contains { $0 < 0x20 }, "\(what)")
        }
    }

    @Test("An input that was cut off anywhere gives one line, never half an inventory", arguments: inputs)
    func cut(_ name: String) throws {
        let bytes = try Fixtures.bytes(name)
        let whole = try InputReader().read(documents: [("x", bytes)], label: "x").plainRules
        for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 75)) {
            let read = try? InputReader().read(documents: [("x", Array(bytes[..<end]))], label: "x")
            // Lines and documents in a row may end between two of them; whatever is read then is whole.
            if let read { #expect(read.plainRules.allSatisfy { whole[$0.key] == $0.value }, "cut at \(end)") }
            check(Array(bytes[..<end]), "cut at \(end)")
        }
    }

    @Test(
        "A listing of what carries packets that was cut off or changed gives one line or an inventory",
        arguments: networks.indices)
    func network(_ number: Int) throws {
        let bytes = Array(networks[number].utf8)
        for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 75)) {
            let read = try? InputReader().read(documents: [("x", Array(bytes[..<end]))], label: "x")
            #expect(read?.topology.listings.isEmpty != false, "cut at \(end)")
            check(Array(bytes[..<end]), "cut at \(end)")
        }
        checkChanged(bytes)
    }

    @Test("An input with changed bytes gives one line or an inventory", arguments: inputs)
    func changed(_ name: String) throws { checkChanged(try Fixtures.bytes(name)) }

    private func checkChanged(_ bytes: [UInt8]) {
        var random = SeededRandom(seed: UInt64(bytes.count))
        let marks = Array("{}[]\":,0-9null\\u\u{0}\u{7F}".utf8) + [0xFF]
        for run in 0..<75 {
            var copy = bytes
            for _ in 0...random.below(4) { copy[random.below(copy.count)] = random.pick(marks) }
            check(copy, "run \(run)")
        }
    }
}
