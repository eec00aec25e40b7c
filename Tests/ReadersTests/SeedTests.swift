import Foundation
import Reachability
import Readers
import CoreModel
import Testing

@Suite("The example system in every format")
struct SeedTests {
    @Test(
        "Terraform and Pulumi tell the rules that the API then lists",
        arguments: [
            ("terraform-inline/terraform.tfstate", "terraform-inline/aws"),
            ("terraform-inline/terraform.refreshed.tfstate", "terraform-inline/aws"),
            ("terraform-inline/terraform.tainted.tfstate", "terraform-inline/aws"),
            ("terraform-inline/state.json", "terraform-inline/aws"),
            ("terraform-inline/state.refreshed.json", "terraform-inline/aws"),
            ("terraform-inline/plan.json", "terraform-inline/aws"), ("pulumi/stack-export.json", "terraform-inline/aws"),
            ("pulumi/stack-export.v7.json", "terraform-inline/aws"),
            ("pulumi/stack-export.show-secrets.json", "terraform-inline/aws"),
            ("pulumi/checkpoint.json", "terraform-inline/aws"), ("terraform-rules/terraform.tfstate", "terraform-rules/aws"),
            ("terraform-rules/terraform.refreshed.tfstate", "terraform-rules/aws"),
            ("terraform-rules/state.json", "terraform-rules/aws"),
            ("terraform-rules/state.refreshed.json", "terraform-rules/aws"),
            ("pulumi/stack-export.rules.json", "terraform-rules/aws"),
        ])
    func sameRules(_ file: String, _ api: String) throws {
        let listed = SeedSystem.rules(try Fixtures.read(api))
        let told = SeedSystem.rules(try Fixtures.read(file))
        #expect(told.count == listed.count)
        for (group, rules) in listed { #expect(told[group] == rules, "\(group)") }
    }

    @Test(
        "A template tells the rules of its stack",
        arguments: [
            ("template.yaml", "aws-yaml", [:]), ("template.json", "aws-json", [:]),
            ("template.yaml", "aws-yaml-admin", ["EnableAdminAccess": "true"]),
        ])
    func template(_ file: String, _ folder: String, _ parameters: [String: String]) throws {
        let reader = InputReader(options: ReadingOptions(parameters: parameters))
        let told = try reader.read([.path(Fixtures.path("cloudformation/\(file)"))]).inventory
        let api = try Fixtures.read("cloudformation/\(folder)")
        let ids = try SeedSystem.physicalIDs(folder)
        let names = Dictionary(
            api.loadedGroups.map { (api[api[$0].id], api[api[$0].name]) }, uniquingKeysWith: { first, _ in first })
        let rules = SeedSystem.rules(told, names: ids.compactMapValues { names[$0] })
        let made = Set(ids.values.compactMap { names[$0] })
        #expect(rules == SeedSystem.rules(api).filter { made.contains($0.key) })
        #expect(rules.count == 6)
    }

    @Test("Every file of the example system is read, but for those that are broken or hold questions")
    func everyFile() throws {
        let refused: Set<String> = [
            "variants/cut-off.json", "variants/empty-file.json", "variants/error-not-json.txt", "queries.jsonl",
            "matrix.terraform-inline.jsonl", "matrix.terraform-rules.jsonl",
        ]
        let all = try #require(FileManager.default.subpaths(atPath: Fixtures.folder.path)).filter { !$0.hasSuffix("/") }
        var found: Set<String> = []
        for name in all {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: Fixtures.path(name), isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            do {
                _ = try InputReader().read([.path(Fixtures.path(name))])
            } catch {
                found.insert(name)
                #expect(error.kind == .unreadable && !error.message.contains("\n"), "\(name): \(error.message)")
            }
        }
        #expect(all.count > 100)
        #expect(found == refused)
    }

    /// Every input of the inline system.
    ///
    /// Its VPC is in each, so that 10.99.0.1, outside of it, is a host without groups in all of them.
    static let inlineInputs: [[String]] = [
        ["terraform-inline/aws"], ["terraform-inline/terraform.tfstate"],
        ["terraform-inline/terraform.refreshed.tfstate"], ["terraform-inline/terraform.tainted.tfstate"],
        ["terraform-inline/state.json"], ["terraform-inline/state.refreshed.json"],
        ["terraform-inline/plan.json"], ["pulumi/stack-export.json"],
        ["pulumi/stack-export.v7.json"], ["pulumi/stack-export.show-secrets.json"],
        ["pulumi/checkpoint.json"],
        ["terraform-inline/state.json", "terraform-inline/aws/describe-network-interfaces.json"],
        ["variants/output-yaml.yaml", "terraform-inline/aws/describe-network-interfaces.json"],
        ["variants/compact-one-line.json", "terraform-inline/aws/describe-network-interfaces.json"],
        ["variants/powershell-utf16le-bom.json", "terraform-inline/aws/describe-network-interfaces.json"],
        ["variants/by-region.json", "terraform-inline/aws/describe-network-interfaces.json"],
    ]

    @Test("The questions about it have their answers, whoever tells it", arguments: inlineInputs)
    func queries(_ files: [String]) throws {
        let analyzer = Analyzer(try Fixtures.read(files))
        for question in try SeedSystem.questions("queries.jsonl") {
            let answer = analyzer.answer(
                try analyzer.question(
                    from: question.source, to: question.destination, port: question.port, version: question.version))
            #expect(
                answer.verdict.rawValue == question.expected, "\(question.source) -> \(question.destination):\(question.port)")
        }
    }

    @Test(
        "What an input leaves open depends, and never turns into the opposite",
        arguments: [
            ("terraform-inline/plan.json", "terraform-inline", 0.6), ("terraform-rules/plan.json", "terraform-rules", 0.25),
            ("pulumi/stack-export.odd-v4.json", "terraform-inline", 0.4),
            ("pulumi/stack-export.rules.json", "terraform-rules", 0.6), ("terraform-rules/state.json", "terraform-rules", 0.6),
        ])
    func neverTheOpposite(_ file: String, _ system: String, _ leastCertain: Double) throws {
        let api = try Fixtures.read("\(system)/aws")
        let inventory = try Fixtures.read(file)
        let analyzer = Analyzer(inventory)
        var certain = 0
        var asked = 0
        for question in try SeedSystem.questions("matrix.\(system).jsonl") {
            guard let source = Self.end(question.source, api, inventory),
                let destination = Self.end(question.destination, api, inventory)
            else { continue }
            let answer = analyzer.answer(
                try analyzer.question(from: source, to: destination, port: question.port, version: question.version))
            asked += 1
            if answer.verdict.rawValue == question.expected {
                certain += 1
            } else {
                #expect(
                    answer.verdict == .depends,
                    "\(source) -> \(destination):\(question.port) is \(answer.verdict), expected \(question.expected)")
            }
        }
        #expect(asked > 100)
        #expect(Double(certain) >= leastCertain * Double(asked), "only \(certain) of \(asked) answers are certain")
    }

    /// An end of a matrix in the words of another input: groups that have no id yet by their name, none for what it lacks.
    private static func end(_ text: String, _ api: Inventory, _ inventory: Inventory) -> String? {
        if text.hasPrefix("eni-") || text.hasPrefix("i-") {
            let isKnown = inventory.interfaces.contains { inventory[$0.id] == text || inventory[$0.instance] == text }
            return isKnown ? text : nil
        }
        if text.hasPrefix("pl-") { return inventory.prefixLists.contains { inventory[$0.id] == text } ? text : nil }
        guard text.hasPrefix("sg-"), let group = api.group(id: text) else { return text }
        if inventory.group(id: text) != nil { return text }
        let name = api[api[group].name]
        let tag = api.tag("Name", of: group)
        let same =
            inventory.loadedGroups.first { inventory[inventory[$0].name] == name }
            ?? inventory.loadedGroups.first { tag != nil && inventory.tag("Name", of: $0) == tag }
        return same.map { inventory[inventory[$0].id] }
    }
}
