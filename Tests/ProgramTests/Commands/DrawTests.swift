import Foundation
import FoundationXML
import PictureReading
import Support
import Testing

/// `sgscope draw`, with the program as it is built.
@Suite("draw")
struct DrawTests {
    /// `count` groups in teams: each team's lets in the one before it, the first of each the internet, and one many networks.
    private static func environment(_ count: Int) -> String {
        let groups = (0..<count).map { place -> String in
            let team = ["pay", "web", "data"][place % 3]
            var peers = [
                #"{"IpProtocol":"tcp","FromPort":8080,"ToPort":8080,"UserIdGroupPairs":[{"GroupId":"sg-\#(max(0, place - 3))"}]}"#
            ]
            if place < 3 {
                peers.append(#"{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}"#)
            }
            if place == 1 {
                let ranges = (0..<8).map { #"{"CidrIp":"10.\#($0).0.0/16"}"# }.joined(separator: ",")
                peers.append(#"{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[\#(ranges)]}"#)
            }
            return
                #"{"GroupId":"sg-\#(place)","GroupName":"\#(team)-\#(place)","VpcId":"vpc-\#(place % 2)","Tags":[{"Key":"Team","Value":"\#(team)"}],"#
                + #""IpPermissions":[\#(peers.joined(separator: ","))],"IpPermissionsEgress":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"#
        }
        return "{\"SecurityGroups\":[\(groups.joined(separator: ","))]}"
    }

    private func draw(_ options: String..., of count: Int) throws -> ProgramRun {
        try ProgramRun(["draw", "-i", "-"] + options, input: Self.environment(count))
    }

    @Test(
        "What cannot be drawn is said in one line that names what was given and what to give",
        arguments: [
            (["--fold", "team"], "\"team\"", "vpc, account, region, tier, tag:KEY or prefix"),
            (["--fold", "tag:"], "\"tag:\"", "tag:KEY"),
            (["--hops", "0"], "0", "1 or more"), (["--all", "--hops", "2"], "--all", "--hops"),
            (["--select", "nobody"], "nobody", "list"), (["--select", "internet"], "internet", "list"),
            (["--format", "png"], "png", "mermaid"), (["--path", "alb -> rds"], "alb -> rds", ":all"),
            (["--width", "3"], "--width", "20"),
            (["--detail", "some"], "some", "titles"),
            (["--interfaces", "--fold", "vpc"], "--interfaces", "--fold"),
            (["--interfaces", "--network"], "--interfaces", "--network"),
            (["--interfaces", "--detail", "names"], "--detail names", "--interfaces"),
        ])
    func errors(options: [String], what: String, remedy: String) throws {
        let run = try ProgramRun(["draw"] + options)
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(what) && run.errors.contains(remedy), "\(run.errors)")
    }

    @Test("Every option is in the help")
    func help() throws {
        let help = try ProgramRun(["draw", "--help"]).output
        for option in [
            "--all", "--select", "--hops", "--between", "--fold", "--networks", "--path", "--egress", "--one-sided", "--ids",
            "--interfaces", "--network", "--width",
            "--detail", "--format", "--ascii", "--color",
        ] { #expect(help.contains("\(option)"), "\(option)") }
    }

    @Test("Of many groups a neighbourhood is drawn, and everything that is not drawn is counted with the option that draws it")
    func neighbourhood() throws {
        let run = try draw(of: 60)
        #expect(run.output.contains("17 of 62 boxes: "), "\(run.output.suffix(400))")
        #expect(
            run.output.contains("--select GROUP --hops N") && run.output.contains("--fold")
                && run.output.contains("--all"))
        #expect(run.output.contains("8 networks and prefix lists in boxes with others (--networks draws each)"))
        #expect(
            try draw("--select", "web-1", of: 60).output.contains("( 10.3.0.0/16"),
            "the networks of the selected group are drawn each")
    }

    @Test("Few groups are drawn whole, and --all draws everything whatever its size")
    func whole() throws {
        #expect(try !draw(of: 20).output.contains(" boxes: "))
        let all = try draw("--all", of: 60).output
        for place in 0..<60 { #expect(all.contains("-\(place)"), "\(place)") }
        #expect(all.contains("10.7.0.0/16") && !all.contains(" boxes"))
    }

    @Test(
        "A row that is wider than the page shares a box where all have the same lines, what was asked for stays alone; --each draws each"
    )
    func narrow() throws {
        let web = (0..<30).map { place in
            #"{"GroupId":"sg-\#(place)","GroupName":"web-server-\#(place)","VpcId":"vpc-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"#
                + #""ToPort":80,"UserIdGroupPairs":[{"GroupId":"sg-lb"}]}],"IpPermissionsEgress":[]}"#
        }
        let lb =
            #"{"GroupId":"sg-lb","GroupName":"lb","VpcId":"vpc-1","IpPermissions":[],"#
            + #""IpPermissionsEgress":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"#
        let input = "{\"SecurityGroups\":[\((web + [lb]).joined(separator: ","))]}"
        func flows(_ options: String...) throws -> Set<PictureReader.Flow> {
            let run = try ProgramRun(["draw", "-i", "-", "--width", "60"] + options, input: input)
            let rows = run.output.split(separator: "\n", omittingEmptySubsequences: false)
            let isFolded = run.output.replacing("\n", with: " ").contains(
                "groups with the same lines stand in one box: all would take")
            #expect(isFolded != options.contains("--each"))
            let picture = rows.prefix { !$0.contains("columns wide") && !$0.isEmpty && !$0.contains("groups with the same") }
                .joined(
                    separator: "\n")
            let reader = PictureReader(picture, glyphs: .unicode)
            #expect(reader.problems.isEmpty, "\(reader.problems) in\n\(picture)")
            return Set(reader.flows)
        }
        #expect(try flows() == [PictureReader.Flow(source: "lb", target: "30 groups", label: "80")])
        #expect(
            try Set(flows("--path", "lb -> web-server-7:80").map(\.target)).count == 2, "the box that is asked about stays alone")
        #expect(try flows("--each").count == 30)
    }

    @Test("What no picture holds is drawn whole in parts: every group, every flow once")
    func parts() throws {
        let run = try draw("--all", "--width", "100", of: 1201)
        #expect(run.status == 0)
        let blocks = run.output.split(separator: "\n\n")
        #expect(blocks[0].contains("1210 boxes and 1212 flows"), "\(blocks[0])")
        var flows: [PictureReader.Flow] = []
        for block in blocks.dropFirst() {
            let reader = PictureReader(String(block), glyphs: .unicode)
            #expect(reader.problems.isEmpty, "\(reader.problems) in\n\(block)")
            flows += reader.flows
        }
        #expect(flows.count == Set(flows).count)
        // Each group of a team is reached from the one before it, those behind the first three by one flow each.
        for place in 3..<1201 {
            let team = ["pay", "web", "data"][place % 3]
            let flow = PictureReader.Flow(source: "\(team)-\(place - 3)", target: "\(team)-\(place)", label: "8080")
            #expect(flows.contains(flow), "\(flow)")
        }
        #expect(flows.count(where: { $0.source.hasPrefix("INTERNET") || $0.source.hasPrefix("(INTERNET") }) == 3)
        #expect(flows.count(where: { $0.source.contains("10.") && $0.label == "22" }) == 8)
    }

    @Test("A format that is one picture is refused above what it holds, with what to do instead; Graphviz takes all")
    func tooMany() throws {
        let picture = try draw("--all", "--format", "svg", of: 3001)
        #expect(picture.status == 64 && picture.output.isEmpty)
        #expect(picture.errors.contains("3010 boxes") && picture.errors.contains("--fold"), "\(picture.errors)")
        let dot = try draw("--all", "--format", "dot", of: 3001)
        #expect(dot.status == 0 && dot.output.contains("n3009 "))
    }

    @Test(
        "Folds have one box for what groups share",
        arguments: [
            ("vpc", ["+ vpc-0", "+ vpc-1", "INTERNET"]), ("tag:Team", ["+ Team=data", "+ Team=pay", "+ Team=web"]),
            ("prefix", ["+ data-", "+ pay-", "+ web-"]),
            ("tier", ["+ open to the internet", "+ 1 step behind", "+ 4 or more steps behind"]),
        ])
    func folds(key: String, titles: [String]) throws {
        let output = try draw("--fold", key, of: 60).output
        for title in titles { #expect(output.contains(title), "\(output)") }
        #expect(output.contains("↺ 8080") || key == "tier")
    }

    @Test("Ids, egress and rules of one side are drawn when they are asked for")
    func onDemand() throws {
        let plain = try ProgramRun(["draw"]).output
        for (option, words) in [("--ids", "sg-e9ec91ed1f04d6569"), ("--egress", "ANYWHERE (out)")] {
            #expect(!plain.contains(words))
            #expect(try ProgramRun(["draw", option]).output.contains(words))
        }
        let closed = Self.environment(6).replacing(#"[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]"#, with: "[]")
        let output = try ProgramRun(["draw", "-i", "-"], input: closed).output
        #expect(
            output.contains("6 flows that only one side allows not drawn (--one-sided, dotted)") && !output.contains("┆"),
            "\(output)")
        #expect(try ProgramRun(["draw", "-i", "-", "--one-sided"], input: closed).output.contains("┆"))
    }

    @Test(
        "What closes on trial to the internet is a dotted line, whether a route or a rule closes it",
        arguments: [
            ("off nat-0", ["ECS API SG", "ECS Realtime SG", "ECS Workers SG", "RDS SG", "Redis SG"]),
            ("- redis out", ["Redis SG"]), ("+ redis out 443 to 10.0.0.0/8", []),
        ])
    func closedOutward(change: String, sources: [String]) throws {
        let picture = try ProgramRun(["draw", "--with", change]).output
        #expect(picture.contains("ANYWHERE (out)") == !sources.isEmpty, "\(picture)")
        #expect(picture.contains(" closed") == !sources.isEmpty, "\(picture)")
        let object = try #require(try ProgramRun(["draw", "--with", change, "--format", "json"]).objects.first)
        let boxes = try #require(object["boxes"] as? [[String: Any]])
        let edges = try #require(object["edges"] as? [[String: Any]])
        let closed = edges.filter { $0["closed"] as? Bool == true && $0["target"] as? String == "anywhere" }
        let ids = Set(closed.compactMap { $0["source"] as? String })
        let names = boxes.filter { ids.contains($0["id"] as? String ?? "") }.compactMap { $0["title"] as? String }
        #expect(Set(names.map { $0.replacing(" ~", with: "") }) == Set(sources), "\(edges)")
        // Where egress is drawn the line of the rules says it, as far as there are some.
        let egress = try ProgramRun(["draw", "--with", change, "--egress"]).output
        #expect(egress.contains(" closed") == change.hasPrefix("- "), "\(egress)")
    }

    @Test(
        "JSON gives every box and edge with its place in the text picture",
        arguments: [[], ["--egress"], ["--path", "alb -> rds:5432"]])
    func json(options: [String]) throws {
        let options = options + ["--detail", "full"]
        let object = try #require(try ProgramRun(["draw", "--format", "json"] + options).objects.first)
        let text = try ProgramRun(["draw"] + options).output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        let rows = text.map { Array($0) }
        let boxes = try #require(object["boxes"] as? [[String: Any]])
        let edges = try #require(object["edges"] as? [[String: Any]])
        let byID = Dictionary(uniqueKeysWithValues: boxes.map { ($0["id"] as? String ?? "", $0) })
        #expect(boxes.count == (options.contains("--egress") ? 8 : 7))
        #expect(edges.count == (options.contains("--egress") ? 15 : 9))
        for box in boxes where box["kind"] as? String != "internet" {
            let (x, y) = (box["x"] as? Int ?? -1, box["y"] as? Int ?? -1)
            #expect("┌╔╭".contains(rows[y][x]), "\(box)")
            let title = String(rows[y + 1][x..<(x + (box["width"] as? Int ?? 0))])
            #expect(title.contains(box["title"] as? String ?? "?"))
        }
        for edge in edges {
            let target = try #require(byID[edge["target"] as? String ?? ""])
            #expect(byID[edge["source"] as? String ?? ""] != nil)
            let arrow = try #require(edge["arrow"] as? [String: Int])
            #expect(rows[arrow["y"] ?? 0][arrow["x"] ?? 0] == "▼")
            #expect(arrow["y"] == (target["y"] as? Int ?? 0) - 1)
            let label = try #require(edge["label"] as? [String: Int])
            #expect(String(rows[label["y"] ?? 0][(label["x"] ?? 0)...]).hasPrefix(edge["ports"] as? String ?? "?"))
        }
        let path = object["path"] as? [String: Any]
        #expect((path?["verdict"] as? String) == (options.contains("--path") ? "blocked" : nil))
        #expect(edges.count { $0["lit"] as? Bool == true } == (options.contains("--path") ? 2 : 0))
    }

    @Test(
        "Where a blocked flow stops is marked in every format, with the reason beside it",
        arguments: ["text", "svg", "dot", "mermaid", "json"])
    func reason(format: String) throws {
        let output = try ProgramRun(["draw", "--path", "alb -> rds:5432", "--format", format]).output
        for words in ["✗ 5432 from ALB SG", "no rule names ALB SG", "✓ 5432 to RDS SG"] {
            #expect(output.contains(words), "\(words) in \(output)")
        }
        #expect(output.contains("Blocked: RDS SG lets tcp 5432 in only from"))
    }

    @Test(
        "Both ends of a path are drawn, whatever they are",
        arguments: [
            ("203.0.113.9 -> rds:5432", "( ✓ 203.0.113.9 ", "║ ✗ RDS SG"),
            ("internet -> alb:443", "✓ INTERNET", "║ ✓ 443 from internet"),
            ("workers -> 8.8.8.8:53/udp", "║ ✓ udp 53 to 8.8.8.8", "( ✓ ANYWHERE (out)"),
            ("workers -> alb:443", "║ ✓ ECS Workers SG", "║ ✓ ALB SG"), ("10.0.1.55 -> redis:6379", "║ ✓ ALB SG", "║ ✗ Redis SG"),
        ])
    func ends(question: String, source: String, destination: String) throws {
        let output = try ProgramRun(["draw", "--path", question]).output
        #expect(output.contains(source), "\(output)")
        #expect(output.contains(destination), "\(output)")
    }

    @Test("A network that is asked about as a destination is not the box from which it comes in")
    func networkOnBothSides() throws {
        let input =
            #"{"SecurityGroups":[{"GroupId":"sg-1","GroupName":"web","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"203.0.113.0/24"}]}],"IpPermissionsEgress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}]}"#
        let run = try ProgramRun(["draw", "-i", "-", "--path", "web -> 203.0.113.0/24:443"], input: input)
        #expect(run.output.contains("( 203.0.113.0/24 ") && run.output.contains("( ✓ ANYWHERE (out)"), "\(run.output)")
    }

    @Test("Names of others take no effect in any format", arguments: ["svg", "dot", "mermaid", "json", "text"])
    func hostile(format: String) throws {
        let name = #"a\u001b[31m\u0007\n\u202ec\"];</text><script>#quot;%%{init}%%\\N"#
        let input =
            #"{"SecurityGroups":[{"GroupId":"sg-1","GroupName":"\#(name)","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}],"IpPermissionsEgress":[]}]}"#
        let run = try ProgramRun(["draw", "--format", format, "-i", "-", "--path", "internet -> sg-1:22"], input: input)
        #expect(run.status == 0, "\(run.errors)")
        let bad = run.output.unicodeScalars.filter {
            ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E || (0x7F...0x9F).contains($0.value)
        }
        #expect(bad.isEmpty)
        if format != "text", format != "json" { #expect(!run.output.contains("<script>")) }
        if format == "mermaid" { #expect(!run.output.contains("%%{") && !run.output.contains("#quot;")) }
        if format == "json" { #expect(try run.objects.count == 1) }
    }

    @Test("Graphviz reads the DOT, and its boxes hold the names as they are", arguments: [false, true])
    func graphviz(isHostile: Bool) throws {
        let name = #"a\"];b [label=\"x\\N\\l & &amp; <b>c</b>"#
        let input = isHostile ? Self.environment(6).replacing("web-1", with: name) : Self.environment(6)
        let run = try ProgramRun(["draw", "--format", "dot", "-i", "-"], input: input)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["dot", "-Tsvg"]
        let (feed, result) = (Pipe(), Pipe())
        process.standardInput = feed
        process.standardOutput = result
        try process.run()
        feed.fileHandleForWriting.write(Data(run.output.utf8))
        try feed.fileHandleForWriting.close()
        let drawn = result.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let reader = SVGTexts()
        let parser = XMLParser(data: drawn)
        parser.delegate = reader
        #expect(parser.parse())
        let title = isHostile ? #"a"];b [label="x\N\l & &amp; <b>c</b>"# : "web-1"
        #expect(reader.texts.contains(title), "\(reader.texts)")
        #expect(reader.nodes == 8)
    }

    @Test(
        "An SVG of a path has the ladder below the picture, line by line as why prints it",
        arguments: ["alb -> rds:5432", "internet -> alb:443", "internet -> rds:5432"])
    func ladder(question: String) throws {
        let cells = SVGCells(try ProgramRun(["draw", "--path", question, "--format", "svg"]).output)
        #expect(cells.problems.isEmpty)
        let ladder = try ProgramRun(["why", question]).output.split(separator: "\n").map(String.init).filter {
            $0.contains(#/^[✓✗? ] [║╳┆▼] [a-z]+ /#)
        }
        #expect(ladder.count > 4)
        for line in ladder { #expect(cells.rows.contains(line), "\(line)\n\(cells.rows.joined(separator: "\n"))") }
    }

    @Test("An SVG is laid out for a page of 160 columns, unless somebody wants another width")
    func page() throws {
        let input = Places.inputs.appending(path: "terraform-rules/aws").path
        func svg(_ arguments: [String]) throws -> String {
            try ProgramRun(["draw", "--format", "svg", "-i", input] + arguments).output
        }
        let page = try svg([])
        #expect(try page == svg(["--width", "160"]))
        #expect(try page != svg(["--width", "60"]))
    }

    @Test("The README shows what the program draws")
    func readme() throws {
        let root = Places.tests.deletingLastPathComponent()
        let svg = try ProgramRun(["draw", "--format", "svg"]).output
        let file = root.appending(path: "Resources/example.svg")
        #expect(try StoredText.difference(of: svg, from: file) == nil)
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains("(Resources/example.svg)"))
        let picture = try ProgramRun(["draw", "--path", "alb -> rds:5432"]).output.components(separatedBy: "\n\n")[0]
        #expect(readme.contains("$ sgscope draw --path \"alb -> rds:5432\"\n\(picture)\n"), "\(picture)")
    }
}

/// The texts and nodes of an SVG that Graphviz wrote.
private final class SVGTexts: NSObject, XMLParserDelegate {
    var texts: [String] = []
    var nodes = 0
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if attributes["class"] == "node" { nodes += 1 }
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == "text" { texts.append(text.replacing("\u{A0}", with: " ")) }
    }
}
