import CoreModel
import NotesFile
import Reachability
import Support
import Testing
import Words

@testable import Board

@Suite("The board, judged")
struct BoardJudgingTests {
    private static let world = """
        vpc v 10.0.0.0/16
        group web v
          in tcp 443 0.0.0.0/0
          out all - 0.0.0.0/0
        group app v
          in tcp 8080 web
          out all - 0.0.0.0/0
        group db v
          in tcp 5432 app
          in tcp 5432 192.168.0.0/24
          in tcp 6379 app
          in tcp 6379 pl-1
        list pl-1 unloaded
        interface eni-1 v web 10.0.0.10
        interface eni-2 v app 10.0.0.11
        interface eni-3 v db 10.0.0.12
        complete
        """

    private func judged(_ lines: String...) throws -> JudgedBoard {
        let world = try World(Self.world)
        let board = try BoardReader().read(Array(lines.map { "- \($0)\n" }.joined().utf8), from: "board")
        return try #require(BoardJudging(world.analyzer).judged(board))
    }

    @Test(
        "On trial a flow to whom nobody is any more is blocked, and who reaches him has no verdict, in whichever words",
        arguments: [
            ("web -> db:5432", .blocked), ("can app reach db on 5432?", .blocked), ("who db:5432", nil), ("any -> db:5432", nil),
            ("* -> db:5432", nil),
        ] as [(String, Verdict?)])
    func gone(_ text: String, _ verdict: Verdict?) throws {
        let base = try World(Self.world).analyzer
        let tried = base.tried(over: base).applying([.detach(group: "db", interface: "eni-3")])
        let board = try BoardReader().read(Array("- \"\(text)\"\n".utf8), from: "board")
        let row = try #require(BoardJudging(tried).judged(board)?.rows.first)
        #expect(row.fault?.isGone == true, "\(row.outcome)")
        #expect(row.verdict == verdict)
    }

    @Test(
        "Of what stands behind a question it is said what is not understood, in the strict form as in words",
        arguments: [
            ("web -> db:5432 with offf eni-3", "with offf eni-3"), ("web -> db:5432 wth off eni-9", "wth off eni-9"),
            ("web db 5432 with offf eni-3", "with offf eni-3"), ("can web reach db on 5432 and eni-9 off", "eni-9 off"),
        ])
    func leftOver(_ text: String, _ words: String) throws {
        let message = try #require(try judged("\"\(text)\"").rows.first?.fault?.message)
        #expect(message.hasPrefix("not understood: \(words). Nothing stands behind a question here"), "\(message)")
    }

    @Test("What is wrong with a strict question's own parts is said of these", arguments: ["web -> db:543x2", "web -> dbx:5432"])
    func parts(_ text: String) throws {
        let fault = try #require(try judged("\"\(text)\"").rows.first?.fault)
        guard case .question = fault else {
            Issue.record("\(fault)")
            return
        }
    }

    @Test(
        "A question stands as it is meant",
        arguments: [
            ("{ask: \"web -> app:8080\", meant: allowed}", PinJudgement.Standing.asMeant),
            ("{ask: \"web -> app:8080\", meant: blocked}", .otherwise),
            ("{ask: \"can web reach app on 8080?\", meant: allowed}", .asMeant),
            ("{ask: \"web db 5432\", meant: blocked}", .asMeant), ("{ask: \"web db 5432\", meant: depends}", .otherwise),
            ("web -> app:8080", .notJudged), ("{ask: \"web -> app:8080\", meant: allowed, only: [security-groups]}", .asMeant),
            ("{ask: \"10.0.0.0/24 -> db:5432\", meant: allowed}", .open),
            ("{ask: \"10.0.0.0/24 -> db:5432\", meant: depends}", .asMeant),
            ("{who: \"app:8080\", meant: [web]}", .asMeant), ("{who: \"app 8080\", meant: [WEB]}", .asMeant),
            ("{who: \"app:8080\", meant: [web, app]}", .otherwise), ("{who: \"app:8080\", meant: []}", .otherwise),
            ("{who: \"db:5432\", meant: [app, 192.168.0.0/24]}", .asMeant), ("{who: \"db:5432\", meant: [app]}", .otherwise),
            ("{who: \"web:443\", meant: [internet, web, app, db]}", .otherwise), ("{who: \"app:9\", meant: []}", .asMeant),
            ("{who: \"db:6379\", meant: [app]}", .open), ("who app:8080", .notJudged),
            ("{ask: \"nobody -> app:8080\", meant: blocked}", .otherwise), ("{ask: \"nobody -> app:8080\"}", .notJudged),
            ("{ask: \"web app\", meant: allowed}", .otherwise), ("{ask: \"what can web reach\", meant: allowed}", .otherwise),
            ("{ask: \"web -> app:8080\", meant: [web]}", .otherwise), ("{who: \"app:8080\", meant: allowed}", .otherwise),
        ])
    func standing(_ line: String, _ standing: PinJudgement.Standing) throws {
        let row = try #require(try judged(line).rows.first)
        #expect(row.standing == standing, "\(row.outcome)")
    }

    @Test func `what cannot be asked says why, and is not taken for as meant`() throws {
        let rows = try judged(
            "{ask: \"web app\", meant: allowed}", "{ask: \"web -> app:post\", meant: blocked}",
            "{ask: \"a -> b -> c:1\", meant: blocked}"
        ).rows
        #expect(rows.allSatisfy { $0.fault != nil && $0.standing == .otherwise })
        #expect(rows.first?.fault == .noPort)
        #expect(rows.compactMap { $0.fault?.message }.allSatisfy { !$0.isEmpty })
    }

    @Test func `the count says how many stand how, and that they are all`() throws {
        let board = try judged(
            "{ask: \"web -> app:8080\", meant: allowed}", "{ask: \"web -> app:8081\", meant: allowed}", "web -> db:5432",
            "{ask: \"10.0.0.0/24 -> db:5432\", meant: allowed}", "{ask: \"no -> db:5432\", meant: allowed}", "{meant: x}")
        #expect(
            board.sentence
                == "5 questions: 1 as meant, 1 not, 1 depends, 1 cannot be asked, 1 not judged; 1 line not read")
    }

    @Test func `a pinned flow is judged as why answers it, by every layer and by the groups alone`() throws {
        let world = try World(Self.world)
        let ends = ["web", "app", "db", "internet", "10.0.0.0/24", "10.0.0.10", "192.168.0.7", "eni-3"]
        for source in ends {
            for destination in ends {
                for port in ["443", "8080", "5432", "6379/udp", "all"] {
                    let ask = "\(source) -> \(destination):\(port)"
                    guard let parts = try? QuestionText(parsing: ask),
                        let question = try? world.analyzer.question(
                            from: parts.source, to: parts.destination, port: parts.port)
                    else { continue }
                    for isOfGroups in [false, true] {
                        let row = BoardJudging(world.analyzer).judged(Pin(ask: ask, onlyGroups: isOfGroups), number: 1)
                        #expect(
                            row.verdict == world.analyzer.answer(question, isOfGroups ? .groups : .everything).verdict, "\(ask)")
                    }
                }
            }
        }
    }

    @Test func `who is one too many and one too few is said by name`() throws {
        let world = try World(Self.world)
        let row = try #require(try judged("{who: \"db:5432\", meant: [app, web]}").rows.first)
        let sentence = PinText(world.analyzer).sentence(row, nil)
        #expect(sentence == "192.168.0.0/24 can and is not meant to; web is meant to and cannot.")
    }
}
