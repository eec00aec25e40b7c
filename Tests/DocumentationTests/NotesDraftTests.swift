import Notes
import Readers
import CoreModel
import Testing

@testable import Documentation

@Suite("A first notes file")
struct NotesDraftTests {
    private static func draft(_ lab: Lab) -> String { NotesDraft(lab.analyzer, annotations: lab.annotations).text }

    @Test(
        "Read back and held against the same rules, every line of it holds",
        arguments: [
            "",
            "group a\n in tcp 80 0.0.0.0/0\n in tcp 80 ::/0\n in icmp 8/0 10.0.0.0/8\n in 50 - 10.0.0.0/8\n in udp 53 pl-1\nlist pl-1 x",
            "group internet\n in all - any\ngroup any\n out all - 0.0.0.0/0\ngroup pl-x\n in tcp 1-9 10.0.0.0/8\n in tcp 5 internet",
            "group Web\n in tcp 1 web\n out all - 0.0.0.0/0\ngroup web\n in tcp 2 Web\n out tcp 1 Web",
            "group a:b\n in tcp 1 #x\ngroup #x\n out all - 0.0.0.0/0\ngroup true\n in tcp 3 null\ngroup null\n out all - ::/0",
            "group \"q\"\\\n in tcp 1 {f}\ngroup {f}\n out all - 0.0.0.0/0\ngroup 10.0.0.1\ngroup e\u{1B}[m\u{202E}\n in tcp 4 0.0.0.0/0",
            "group a\n in tcp 1 gone@pcx-1=deleted@stale\n in tcp 2 absent\n in all - a\n out all - 0.0.0.0/0",
        ])
    func holds(text: String) throws {
        let lab = Lab(try Lab(text).inventory, notes: nil)
        let draft = Self.draft(lab)
        let again = Lab(lab.inventory, notes: try Lab.notes(draft))
        let result = CheckResult(again.analyzer, annotations: again.annotations)
        let open = result.undocumented.filter { flow in
            // What depends is not written down: nobody can say that it holds.
            !TrafficMatrix(again.analyzer, annotations: again.annotations).rows.contains {
                $0.verdict == .depends && $0.source == flow.source && $0.destination == flow.destination
            }
        }
        #expect(result.flows.allSatisfy { $0.status == .holds }, "\(draft)")
        #expect((result.inbound + result.outbound).allSatisfy { $0.status == .holds }, "\(draft)")
        #expect(open.isEmpty, "\(draft)")
        #expect(!draft.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }

    @Test("The example's documents its ten flows, and the five groups that the internet does not reach")
    func example() throws {
        let lab = Lab(try Lab.example().inventory, notes: nil)
        let notes = try Lab.notes(Self.draft(lab))
        #expect(notes.allowedFlows.count == 10 && notes.deniedFlows.count == 5 && notes.groups.count == 6)
        #expect(notes.flows.allSatisfy { $0.why == nil })
    }
}
