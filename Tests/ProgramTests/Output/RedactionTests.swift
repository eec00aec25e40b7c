import Foundation
import Readers
import Testing

@testable import CoreModel

/// What is printed with --redact: nothing of the input, and the same verdicts.
@Suite("Redacted output")
struct RedactionTests {
    /// An input, and a question about it by its real names.
    struct Input: CustomTestStringConvertible, Sendable {
        var name: String
        var arguments: [String]
        var source: String
        var destination: String

        var testDescription: String { name }

        var files: [String] { arguments.filter { $0 != "-i" } }
    }

    private static func seed(_ path: String) -> String { Places.inputs.appending(path: path).path }

    static let inputs = [
        Input(
            name: "the example", arguments: ["-i", Places.notes.deletingLastPathComponent().path], source: "ALB SG",
            destination: "RDS SG"),
        Input(name: "API output", arguments: ["-i", seed("terraform-rules/aws")], source: "alb", destination: "rds"),
        Input(
            name: "a state", arguments: ["-i", seed("terraform-inline/terraform.tfstate")], source: "chat-dev-ecs-api-sg",
            destination: "chat-dev-rds-sg"),
        Input(name: "a plan", arguments: ["-i", seed("terraform-inline/plan.json")], source: "ecs-api", destination: "rds"),
        Input(
            name: "a template", arguments: ["-i", seed("cloudformation/template.yaml")], source: "Alb", destination: "Rds"),
        Input(name: "a stack", arguments: ["-i", seed("pulumi/stack-export.json")], source: "alb", destination: "redis"),
    ]

    /// Every command with every format.
    private static func commands(_ input: Input) -> [[String]] {
        let ends = [input.source, input.destination]
        let flow = "\(ends[0]) -> \(ends[1]):5432"
        return [
            ["list"], ["list", "--format", "json"], ["list", input.destination], ["rules", input.destination],
            ["rules", input.destination, "--format", "json"], ["who", input.destination, "5432"],
            ["who", input.destination, "5432", "--format", "json"], ["why", flow], ["why", flow, "--verbose"],
            ["why", flow, "--format", "json"], ["why", "internet", input.source, "443"],
            ["why", flow, "--before", input.files[0]],
            ["draw"], ["draw", "--all"], ["draw", "--path", flow], ["draw", "--select", input.source], ["draw", "--fold", "vpc"],
            ["draw", "--format", "svg"], ["draw", "--format", "dot"], ["draw", "--format", "mermaid"],
            ["draw", "--format", "json"], ["draw", "--egress"], ["matrix"], ["matrix", "--grid"],
            ["matrix", "--format", "markdown"], ["matrix", "--format", "csv"], ["matrix", "--format", "json"], ["audit"],
            ["audit", "--format", "json"], ["audit", "--format", "sarif"], ["tour"], ["tour", "--format", "markdown"],
            ["check"], ["check", "--format", "json"], ["check", "--format", "junit"], ["check", "--format", "sarif"],
            ["notes", "init"], ["explore"], ["why", "nothing-is-called-so", input.destination, "5432"],
            ["rules", "group that is not there"],
        ]
    }

    @Test("No command prints an id, account, address, name, tag or description of the input", arguments: inputs)
    func nothingOfTheInput(input: Input) throws {
        let secrets = try Secrets(files: input.files)
        #expect(secrets.count > 20)
        for command in Self.commands(input) {
            let run = try ProgramRun(command + input.arguments + ["--redact"])
            #expect([0, 1, 2, 64].contains(run.status), "\(command) \(run.errors)")
            // Without notes there is nothing to check.
            if run.status == 64, command[0] == "check" { continue }
            let leaked = secrets.found(in: run.output + run.errors)
            #expect(leaked.isEmpty, "\(command): \(leaked.sorted().prefix(8)) in\n\(run.output.prefix(1500))\(run.errors)")
        }
    }

    @Test("A comparison prints nothing of either side, and names groups as one")
    func diff() throws {
        let plan = Places.stored.appending(path: "plan-open.json").path
        let secrets = try Secrets(files: [plan])
        for format in ["text", "json"] {
            let run = try ProgramRun(["diff", "--plan", plan, "--redact", "--format", format])
            #expect(run.status == 1)
            #expect(secrets.found(in: run.output + run.errors).isEmpty)
        }
        let text = try ProgramRun(["diff", "--plan", plan, "--redact", "--ascii"]).output
        #expect(text.contains("1 group changed, 1 rule added. 4 flows open, 3 ways open."))
    }

    @Test("A failure names no file and nothing in it, and keeps its exit status")
    func failures() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "payments-prod.json", #"{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": "payments"}]}"#)
        let notes = try scratch.write("payments.yaml", "payments: 1\n")
        for (arguments, status) in [
            (["list", "-i", file], Int32(65)), (["list", "-i", file + "x"], 66), (["list", "--notes", notes], 65),
            (["diff", file, file], 65), (["why", "-i", file, "a", "b", "80"], 65),
        ] {
            let run = try ProgramRun(arguments + ["--redact"])
            #expect(run.status == status)
            #expect(!run.errors.contains("payments"), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1)
            #expect(try ProgramRun(arguments).errors.contains("payments"))
        }
    }

    @Test(
        "Verdicts are those of the input, question by question",
        arguments: [("terraform-inline", "aws"), ("terraform-rules", "aws"), ("terraform-rules", "terraform.tfstate")])
    func verdicts(folder: String, file: String) throws {
        let lines = try String(contentsOf: Places.inputs.appending(path: "queries.jsonl"), encoding: .utf8)
        let machine = try String(contentsOf: Places.inputs.appending(path: "matrix.\(folder).jsonl"), encoding: .utf8)
        let some = machine.split(separator: "\n").enumerated().filter { $0.offset % 7 == 0 }.map { String($0.element) }
        let asked = (lines.split(separator: "\n").map(String.init) + some).joined(separator: "\n") + "\n"
        let input = ["why", "--batch", "-", "-i", Self.seed("\(folder)/\(file)")]
        let plain = try ProgramRun(input, input: asked).objects
        let redacted = try ProgramRun(input + ["--redact"], input: asked).objects
        #expect(plain.count > 100 && plain.count == redacted.count)
        for (place, (one, other)) in zip(plain, redacted).enumerated() {
            #expect(one["verdict"] as? String == other["verdict"] as? String, "line \(place + 1): \(one["summary"] ?? "")")
            #expect((one["error"] == nil) == (other["error"] == nil), "\(one["error"] ?? "") \(other["error"] ?? "")")
        }
    }

    @Test("The same input gives the same stand-ins, run by run")
    func stable() throws {
        let arguments = ["matrix", "--format", "json", "--redact"] + Self.inputs[1].arguments
        #expect(try ProgramRun(arguments).output == ProgramRun(arguments).output)
    }
}

/// What must not be printed: every text and address of an input.
private struct Secrets {
    private var texts: Set<String> = []
    private var addresses: Set<String> = []

    var count: Int { texts.count + addresses.count }

    init(files: [String]) throws {
        let inventory = try InputReader().read(files.map(InputArgument.init)).inventory
        func add(_ ids: TextID...) { for id in ids { texts.insert(inventory[id]) } }
        func add(_ network: IPNetwork) {
            // Everything, and the ranges that are what they are everywhere.
            let isCommon = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8"].contains("\(network)")
            if network.prefixLength > 4, !isCommon { addresses.insert("\(network)") }
        }
        for group in inventory.groups {
            add(group.id, group.name, group.description, group.vpc, group.owner)
            for tag in group.tags where !["ManagedBy"].contains(inventory[tag.key]) { add(tag.value) }
        }
        for rule in inventory.rules {
            add(rule.id, rule.description)
            if let network = inventory.network(of: rule.peer) { add(network) }
        }
        for interface in inventory.interfaces {
            add(interface.id, interface.subnet, interface.vpc, interface.owner, interface.instance, interface.description)
            add(interface.name, interface.attachment.name)
            for address in interface.privateAddresses + interface.publicAddresses { addresses.insert("\(address)") }
        }
        for vpc in inventory.vpcs {
            add(vpc.id, vpc.name, vpc.owner)
            for network in vpc.networks { add(network) }
        }
        for subnet in inventory.subnets {
            add(subnet.id, subnet.name)
            for network in subnet.networks { add(network) }
        }
        for list in inventory.prefixLists where !inventory[list.name].hasPrefix("com.amazonaws.") { add(list.id, list.name) }
        for (name, _) in inventory.ownerNames { texts.insert(name) }
        for unknown in inventory.unknowns { texts.insert(unknown) }
        for file in files { texts.insert(URL(filePath: file).lastPathComponent) }
        // Words that the program says itself: a description that is "esp", a folder that is called "aws".
        texts.subtract(["", "default", "true", "false", "esp", "aws"])
        addresses = addresses.filter { !$0.hasPrefix("169.254.") }
    }

    /// The secrets that stand in a text, as words of their own.
    func found(in text: String) -> [String] {
        func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber || "-_.".contains(character) }
        return texts.union(addresses).filter { secret in
            text.ranges(of: secret).contains { range in
                let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
                let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
                return !(before.map(isPart) ?? false) && !(after.map { isPart($0) && $0 != "." } ?? false)
            }
        }
    }
}
