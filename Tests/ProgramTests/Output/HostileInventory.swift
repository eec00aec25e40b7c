import Foundation

/// An inventory with notes in which every text is hostile, and its twin: the same with harmless texts, so that the two must come out
/// in the same shape.
struct HostileInventory {
    /// What other people's names, descriptions and tags may hold.
    static let texts: [String] = [
        "\u{1B}[31mred\u{1B}]0;title\u{7}", "\u{1B}[2J\u{1B}P1;2|x\u{1B}\\", "c1 \u{9B}31m\u{85}\u{9D}0;title\u{9C}",
        "a\u{202E}txt.exe",
        "\u{2066}isolated\u{2069}\u{200F}", "two\nlines\r\nthree", "para\u{2029}graph\u{2028}s\u{B}\u{C}",
        "back\u{8}\u{8}\u{7F}space",
        "=cmd|' /C calc'!A1", "+1+1", "-2+3", "@SUM(A1)", " =1+1", "a,\"b\",c", "\",\"\"x", "|a|b|", "# head", "1. first",
        "- item",
        "[link](javascript:alert(1))", "![i](https://example.com/x)", "`code` **bold** ~~gone~~", "``` fence", "<b>b</b>",
        "</text><script>hacked=1</script>", "<!-- x --> ]]> <![CDATA[y]]>", "&amp;&#10;&lt;", "\"];evil [shape=star];\"",
        "\\N\\G\\l\\", "\"]; click n0 call alert()", "%%{init: {\"theme\":\"dark\"}}%%", "end", "subgraph x", "#quot;",
        ": x\n- y: z",
        "*alias", "&anchor x", "!!python/object:os.system x", "{a: b}", "yes", "1e3", "'", "%YAML 1.1\n---",
        "负荷 e\u{301}\u{301} 👩‍👩‍👧‍👦",
        "\u{FEFF}\u{0}nul", "$(touch /tmp/hacked)", "`id`; rm -rf '", "--output=x",
    ]

    let folder: URL
    /// The text of each number: hostile ones, or harmless ones that are as different.
    let text: (Int) -> String

    private init(_ name: String, below parent: URL, _ text: @escaping (Int) -> String) throws {
        folder = parent.appending(path: name)
        self.text = text
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write()
    }

    /// The inventory and its twin, in folders below another one.
    static func pair(below parent: URL) throws -> (hostile: HostileInventory, harmless: HostileInventory) {
        let count = texts.count
        return (
            try HostileInventory("hostile", below: parent) { texts[(($0 % count) + count) % count] },
            try HostileInventory("harmless", below: parent) { "text\((($0 % count) + count) % count)x" }
        )
    }

    /// The number of groups.
    static var count: Int { texts.count }

    private func write() throws {
        let numbers = 0..<Self.count
        func tags(_ number: Int) -> [[String: String]] {
            [["Key": "Name", "Value": text(number + 3) + " tag"], ["Key": text(number + 4), "Value": text(number + 5)]]
        }
        let groups = numbers.map { number -> [String: Any] in
            let world = ["CidrIp": "0.0.0.0/0", "Description": text(number + 6)]
            let pair = ["GroupId": "sg-\((number + 1) % Self.count)", "UserId": "123456789012", "Description": text(number + 7)]
            let list = ["PrefixListId": "pl-1", "Description": text(number + 8)]
            return [
                "GroupId": "sg-\(number)", "GroupName": text(number), "Description": text(number + 1),
                "VpcId": "vpc-\(number % 2)",
                "OwnerId": "123456789012", "Tags": tags(number),
                "IpPermissions": [
                    ["IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": number % 3 == 0 ? [world] : []],
                    ["IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [pair]],
                    ["IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": [list]],
                ] as [Any],
                "IpPermissionsEgress": [["IpProtocol": "-1", "IpRanges": [world]] as [String: Any]],
            ]
        }
        let interfaces = numbers.map { number -> [String: Any] in
            [
                "NetworkInterfaceId": "eni-\(number)", "Description": text(number + 2), "TagSet": tags(number),
                "VpcId": "vpc-\(number % 2)",
                "SubnetId": "subnet-1", "PrivateDnsName": text(number + 9), "Groups": [["GroupId": "sg-\(number)"]],
                "PrivateIpAddresses": [["PrivateIpAddress": "10.0.0.\(number + 10)"]],
            ]
        }
        let vpcs = (0..<2).map { ["VpcId": "vpc-\($0)", "CidrBlock": "10.\($0).0.0/16", "Tags": tags($0)] as [String: Any] }
        let lists = [["PrefixListId": "pl-1", "PrefixListName": text(8), "Tags": tags(9)] as [String: Any]]
        try write(["SecurityGroups": groups], "groups.json")
        try write(["NetworkInterfaces": interfaces], "interfaces.json")
        try write(["Vpcs": vpcs], "vpcs.json")
        try write(["PrefixLists": lists], "lists.json")
        try Data(notes.utf8).write(to: folder.appending(path: "sgscope.yaml"))
    }

    private func write(_ value: Any, _ name: String) throws {
        try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]).write(to: folder.appending(path: name))
    }

    /// Notes in which every text that is free is one of these.
    private var notes: String {
        func quoted(_ number: Int) -> String { Self.quoted(text(number)) }
        let numbers = 0..<Self.count
        let groups = numbers.map { number in
            """
            - title: \(quoted(number))
              match: {id: sg-\(number)}
              protects: \(quoted(number + 11))
              layer: \(quoted(number % 3))
              inbound: {words: \(quoted(number + 12)), peers: [{from: internet, ports: 443}]}
              reasons: [{why: \(quoted(number + 13)), points: [\(quoted(number + 14))]}]
              rules: [{direction: ingress, protocol: tcp, ports: 5432, why: \(quoted(number + 15))}]
            """
        }
        let flows = numbers.map { number in
            "  - {from: \(quoted(number)), to: \(quoted(number + 2)), ports: 443, why: \(quoted(number + 16))}"
        }
        let decisions = numbers.map { number in
            "- {title: \(quoted(number)), choice: \(quoted(number + 17)), reasoning: [\(quoted(number + 18))], trade-off: \(quoted(number + 19))}"
        }
        return """
            environment: {title: \(quoted(0)), purpose: \(quoted(1)), source: \(quoted(2)), reasons: [{why: \(quoted(3))}]}
            groups:
            \(groups.joined(separator: "\n"))
            flows:
              allowed:
            \(flows.prefix(Self.count / 2).joined(separator: "\n"))
              denied:
            \(flows.dropFirst(Self.count / 2).joined(separator: "\n"))
            tables:
            - title: \(quoted(20))
              columns: [\(quoted(21)), \(quoted(22))]
              rows: [\(numbers.map { "[\(quoted($0)), \(quoted($0 + 1))]" }.joined(separator: ", "))]
            decisions:
            \(decisions.joined(separator: "\n"))
            practices: [\(numbers.map(quoted).joined(separator: ", "))]
            audit:
              exceptions: [{finding: open-egress, group: \(quoted(4)), reason: \(quoted(5))}]

            """
    }

    /// A text between quotation marks, as YAML and JSON read it.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: result += "\\" + String(scalar)
            case 0x20..<0x7F: result.unicodeScalars.append(scalar)
            case 0x1_0000...: result += "\\U" + String(format: "%08x", scalar.value)
            default: result += "\\u" + String(format: "%04x", scalar.value)
            }
        }
        return result + "\""
    }
}
