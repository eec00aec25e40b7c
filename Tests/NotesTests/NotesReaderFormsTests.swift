import Notes
import NotesFile
import CoreModel
import Testing

@Suite("Notes files as people write them")
struct NotesReaderFormsTests {
    @Test("a first file with blanks to fill in reads, and blanks count as nothing written")
    func blanks() throws {
        let notes = try read(
            """
            environment:
              title:
              purpose: ~
              reasons:
            groups:
              - title: web
                match: {id: sg-1}
                protects:
                inbound:
                outbound: []
                rules:
            flows:
              allowed:
              denied:
            walkthrough: null
            """)
        #expect(notes.environment == EnvironmentNotes())
        let group = try #require(notes.groups.first)
        #expect(group.protects == nil)
        #expect(group.inbound == nil)
        #expect(group.outbound?.entries == [])
        #expect(notes.flows.isEmpty)
        #expect(notes.file == "n.yaml")
    }

    @Test("a group without a matcher is the one named like its title; matchers may be several")
    func matchers() throws {
        let notes = try read(
            """
            groups:
              - title: web
              - title: App
                match:
                  - {name: app-one}
                  - {name-pattern: "app-*-blue", tag: {key: Environment, value: "prod*"}}
                  - tag: {key: role}
            """)
        #expect(NotesIndex(notes).group(id: "sg-1", name: "WEB")?.title == "web")
        #expect(NotesIndex(notes).group(id: "sg-1", name: "app-one")?.title == "App")
        #expect(NotesIndex(notes).group(id: "sg-1", name: "app-two-blue") == nil)
        #expect(NotesIndex(notes).group(id: "sg-1", name: "app-two-blue", tags: ["Environment": "production"])?.title == "App")
        #expect(NotesIndex(notes).group(id: "sg-1", name: "other", tags: ["role": ""])?.title == "App")
        #expect(notes.groups[1].matchers.map(\.location?.line) == [5, 6, 7])
    }

    @Test("points are texts, catchwords with texts, and texts with points below them")
    func points() throws {
        let notes = try read(
            """
            groups:
              - title: A
                reasons:
                  - {why: Why one, points: one text}
                  - why: Why more
                    points:
                      - plain
                      - Lead: text
                      - Below it:
                          - inner
                          - Inner lead: inner text
                      - |
                        two lines
                        of text
            """)
        let reasons = try #require(notes.groups.first).reasons
        #expect(reasons[0] == Reason(why: "Why one", points: [ReasonPoint("one text")]))
        #expect(reasons[1].points.map(\.line) == ["plain", "Lead: text", "Below it", "two lines\nof text"])
        #expect(reasons[1].points[2].points == [ReasonPoint("inner"), ReasonPoint(lead: "Inner lead", "inner text")])
    }

    @Test("flows name groups, the internet, anything, addresses, CIDRs and prefix lists")
    func ends() throws {
        let notes = try read(
            """
            flows:
              allowed:
                - {from: Internet, to: ALB SG, ports: [443]}
            """.replacing("[443]", with: "'80,443'")
                + "\n    - {from: 10.0.1.5, to: pl-12345678, protocol: udp, ports: 53}"
                + "\n    - {from: 10.0.0.0/8, to: fd00::/8}"
                + "\n    - {from: ANY, to: 'fd00::1', protocol: icmp, ports: 8/0}"
                + "\n    - {from: 1.2 web, to: face, protocol: 6}")
        #expect(
            notes.flows.map { "\($0.source) > \($0.destination) \($0.traffic)" } == [
                "internet > ALB SG tcp 80, 443", "10.0.1.5 > pl-12345678 udp 53", "10.0.0.0/8 > fd00::/8 all",
                "any > fd00::1 icmp 8/0", "1.2 web > face tcp",
            ])
        #expect(notes.flows.map(\.location) == (3...7).map { NotesLocation(line: $0, column: 7) })
    }

    @Test("a byte order mark, Windows line ends, ampersands, stars and exclamation marks in text are no obstacle")
    func textThatLooksLikeSyntax() throws {
        let text =
            "\u{FEFF}environment:\r\n  title: R&D *all* !now\r\n  purpose: |\r\n    - *star* &amp; !bang\r\n    * item &x\r\n"
        let notes = try read(text)
        #expect(notes.environment.title == "R&D *all* !now")
        #expect(notes.environment.purpose == "- *star* &amp; !bang\n* item &x")
    }

    @Test("numbers and words of other types are text where text is wanted")
    func types() throws {
        let notes = try read("environment: {title: 2024, purpose: yes}\npractices: [true, 1.5: x]\n")
        #expect(notes.environment.title == "2024")
        #expect(notes.environment.purpose == "yes")
        #expect(notes.practices.map(\.title) == ["true", "1.5"])
    }

    private func read(_ yaml: String) throws -> Notes {
        try NotesReader().read(Array(yaml.utf8), from: "n.yaml")
    }
}
