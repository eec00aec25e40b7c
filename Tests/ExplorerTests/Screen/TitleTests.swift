import CoreModel
import Foundation
import Notes
import Reachability
import Readers
import Support
import Testing

@testable import Explorer

/// The first line of the screen, stored here alone: other stored screens are compared without it.
@Suite("The title")
struct TitleTests {
    private static let widths = [40, 60, 80, 120, 200]

    private static var cases: [(name: String, story: (Int) -> Story)] {
        func own(_ text: String, notes: String? = nil, readAt: String? = nil) -> ExplorerModel? {
            guard let world = try? World(text) else { return nil }
            var written = Notes()
            written.environment.title = notes
            return ExplorerModel(
                inventory: world.inventory, analyzer: world.analyzer, notes: notes == nil ? nil : written, isExample: false,
                readAt: readAt)
        }
        let small = "group web\n  in tcp 443 0.0.0.0/0\ngroup db\n  in tcp 5432 web"
        let large = World.inventory(
            groups: (0..<300).map { "service-\($0)" },
            rules: (1..<300).map { (from: "service-\($0 - 1)", to: "service-\($0)", port: 8000) }, label: "prod.json")
        let models: [(String, ExplorerModel?)] = [
            ("the example", ExampleExplorer.model),
            ("an input", own(small)), ("an input with notes", own(small, notes: "chat of the shop")),
            ("an input that was read", own(small, readAt: "18:34")),
            ("a VPC, an interface and a group that nothing uses", own("vpc v 10.0.0.0/16\n\(small)\ngroup old")),
            ("no group", own("vpc v 10.0.0.0/16")),
            (
                "a long name",
                ExampleExplorer.model(of: World.inventory(groups: ["web"], label: String(repeating: "long/", count: 30)))
            ),
            ("a part of the map", ExampleExplorer.model(of: large)),
        ]
        let trusted: [(String, ExplorerModel?)] = [
            ("two accounts", Self.files(["111122223333", "210987654321"])),
            ("files of an hour ago", Self.files(["111122223333"], age: 3600)),
            ("files of two months ago", Self.files(["111122223333"], age: 59 * 86_400)),
            ("files of two accounts and two months ago", Self.files(["111122223333", "210987654321"], age: 59 * 86_400)),
            (
                "flows that one side alone allows",
                own("group web\n  in tcp 443 0.0.0.0/0\ngroup db\n  in tcp 5432 web\n  in tcp 22 web")
            ),
        ]
        return (models + trusted).compactMap { name, model in
            model.map { model in (name, { Story(model, $0, 24) }) }
        } + [("the same before the map is there", { Story(ExampleExplorer.model(of: large), $0, 24, holdsWork: true) })]
    }

    /// An input of some accounts, whose file was changed some seconds before it was read; without an age it tells none.
    private static func files(_ owners: [String], age: Int? = nil) -> ExplorerModel? {
        let groups = owners.enumerated().map { place, owner in
            #"""
            {"GroupId": "sg-\#(place)", "GroupName": "g\#(place)", "OwnerId": "\#(owner)", "VpcId": "vpc-\#(place)",
            "SecurityGroupArn": "arn:aws:ec2:eu-west-1:\#(owner):security-group/sg-\#(place)", "IpPermissions": [{"IpProtocol": "tcp",
            "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": []}
            """#
        }
        let text = #"{"SecurityGroups": [\#(groups.joined(separator: ","))]}"#
        let changed = 1_790_841_600
        guard let scratch = try? Scratch(), let path = try? scratch.write("inventory/groups.json", text) else { return nil }
        let date = Date(timeIntervalSince1970: TimeInterval(changed))
        try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        let input: InputArgument = age == nil ? .memory(name: "inventory", bytes: Array(text.utf8)) : .path(path)
        guard let inventory = try? InputReader().read([input]).inventory else { return nil }
        return ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false, readAt: "18:34",
            now: age.map { changed + $0 })
    }

    @Test("It says of what it is, and how large that is, as far as there is room")
    func stored() {
        var lines: [String] = []
        for (name, story) in Self.cases {
            lines.append("# \(name)")
            for width in Self.widths {
                let line = story(width).screen.prefix { $0 != "\n" }
                lines.append("\(width < 100 ? " " : "")\(width) |\(line)")
            }
        }
        StoredFrames.check(lines.joined(separator: "\n") + "\n", "titles")
    }
}
