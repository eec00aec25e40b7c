import Foundation
import Readers
import CoreModel
import Support
import Testing

@Suite("Large listings")
struct LargeListingTests {
    /// A listing in the CLI's own form that is large enough to be read part by part.
    private static func listing(
        groups: Int = 3000, indent: String = "        ", tail: String = "    ]\n}\n", change: (Int, String) -> String = { $1 }
    ) -> String {
        let filler = String(repeating: "x", count: 3000)
        let elements = (0..<groups).map { number -> String in
            let lines = [
                "{", #"    "GroupId": "sg-\#(number)","#, #"    "Description": "\#(filler) },","#,
                #"    "IpPermissionsEgress": [],"#,
                #"    "IpPermissions": ["#, "        {", #"            "IpProtocol": "tcp","#,
                #"            "FromPort": \#(number),"#, #"            "ToPort": \#(number),"#, #"            "IpRanges": ["#,
                "                {", #"                    "CidrIp": "10.0.0.0/8""#, "                },", "                {",
                #"                    "CidrIp": "11.0.0.0/8""#, "                }", "            ]", "        }", "    ]", "}",
            ]
            return change(number, lines.map { indent + $0 }.joined(separator: "\n"))
        }
        return "{\n    \"SecurityGroups\": [\n" + elements.joined(separator: ",\n") + "\n" + tail
    }

    private static func read(_ text: String, throughFile: Bool) throws -> Inventory {
        guard throughFile else { return try Fixtures.read(text: text) }
        let scratch = try Scratch()
        let file = try scratch.write("large.json", text)
        do {
            return try InputReader().read([.path(file)]).inventory
        } catch {
            throw ReadError(file: "input.json", place: error.place, problem: error.problem)
        }
    }

    @Test("Part by part everything is read, from a file and from memory", arguments: [true, false])
    func everything(_ throughFile: Bool) throws {
        let inventory = try Self.read(Self.listing(), throughFile: throughFile)
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] } == (0..<3000).map { "sg-\($0)" })
        #expect(inventory.loadedRuleCount == 6000)
        #expect(inventory.rules.last?.traffic.from == 2999)
    }

    @Test("What looks like a border and is none changes nothing", arguments: [true, false])
    func lookalikes(_ throughFile: Bool) throws {
        // Elements that are not indented: their inner lines look like borders.
        let flat = Self.listing {
            $1.replacing("\n                }", with: "\n        }").replacing("\n                {", with: "\n        {")
        }
        let inventory = try Self.read(flat, throughFile: throughFile)
        #expect(inventory.loadedGroups.count == 3000)
        #expect(inventory.loadedRuleCount == 6000)
    }

    @Test("A listing that is not what it promises takes nothing from those before it")
    func after() throws {
        let scratch = try Scratch()
        let first = try scratch.write("first.json", Self.listing { $1.replacing("sg-", with: "sg-a") })
        // Its second half has elements that are not indented, which is seen when half of it is read.
        let flat = Self.listing {
            $0 < 1500
                ? $1
                : $1.replacing("\n                }", with: "\n        }").replacing("\n                {", with: "\n        {")
        }
        let inventory = try InputReader().read([.path(first), .path(try scratch.write("second.json", flat))]).inventory
        #expect(inventory.loadedGroups.count == 6000)
        #expect(inventory.loadedRuleCount == 12000)
        for group in ["sg-a0", "sg-a2999", "sg-0", "sg-2999"] {
            let place = try #require(inventory.group(id: group))
            #expect(inventory.rules(of: place, .ingress).count == 2)
        }
    }

    @Test("An error is told by its place in the whole document", arguments: [true, false])
    func errors(_ throughFile: Bool) throws {
        let wrong = Self.listing { $0 == 2950 ? $1.replacing("\"tcp\"", with: "\"tpc\"") : $1 }
        let path = Fixtures.message { _ = try Self.read(wrong, throughFile: throughFile) }
        #expect(path?.hasPrefix("input.json: $.SecurityGroups[2950].IpPermissions[0].IpProtocol is \"tpc\", no protocol") == true)
        let missing = Self.listing { $0 == 2950 ? $1.replacing("\"IpPermissionsEgress\": [],", with: "") : $1 }
        let member = Fixtures.message { _ = try Self.read(missing, throughFile: throughFile) }
        #expect(member?.hasPrefix("input.json: $.SecurityGroups[2950].IpPermissionsEgress is missing") == true)
        let broken = Self.listing { $0 == 2950 ? $1.replacing("\"tcp\",", with: "\"tcp\"") : $1 }
        let line = Fixtures.message { _ = try Self.read(broken, throughFile: throughFile) }
        #expect(line?.hasPrefix("input.json: line \(2 + 2950 * 20 + 8): a comma, a bracket or a value is wrong") == true)
        let cut = Fixtures.message { _ = try Self.read(Self.listing(tail: ""), throughFile: throughFile) }
        #expect(cut?.hasSuffix("the JSON ends in the middle; it was cut off, fetch it again") == true)
    }

    @Test("What follows the list counts: one page of several says so", arguments: [true, false])
    func page(_ throughFile: Bool) throws {
        let inventory = try Self.read(Self.listing(tail: "    ],\n    \"NextToken\": \"x\"\n}\n"), throughFile: throughFile)
        #expect(inventory.loadedGroups.count == 3000)
        #expect(inventory.notices.count == 1)
        #expect(inventory.notices.first?.contains("one page of several") == true)
    }
}
