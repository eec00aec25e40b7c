import Testing

@testable import Notes

@Suite("Which groups notes are about")
struct MatcherTests {
    @Test(
        "a pattern fits whole names, case ignored",
        arguments: [
            ("*-alb-sg", "chat-dev-alb-sg", true), ("*-alb-sg", "chat-prod-ALB-sg", true),
            ("*-alb-sg", "chat-dev-alb-sg2", false),
            ("*-alb-sg", "alb-sg", false), ("alb", "alb", true), ("alb", "my-alb", false), ("a?b", "axb", true),
            ("a?b", "ab", false),
            ("*", "", true), ("", "", true), ("", "a", false), ("**a*", "ba", true), ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("?", "é", true), ("[a]", "a", false), ("a.b", "axb", false),
        ])
    func globs(_ pattern: String, _ name: String, _ fits: Bool) {
        #expect(GlobPattern(pattern).matches(name) == fits)
    }

    @Test("a pattern made to be slow is not")
    func slowPattern() {
        let pattern = GlobPattern(String(repeating: "*a", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }

    @Test("every condition of a matcher must hold, and a matcher without any fits nothing")
    func conditions() {
        let matcher = GroupMatcher(
            name: "Web", namePattern: GlobPattern("w*"), tag: TagMatcher(key: "env", value: GlobPattern("prod*")))
        #expect(matcher.matches(id: "sg-1", name: "web", tags: ["env": "production"]))
        #expect(!matcher.matches(id: "sg-1", name: "web", tags: ["Env": "production"]))
        #expect(!matcher.matches(id: "sg-1", name: "webs", tags: ["env": "production"]))
        #expect(!GroupMatcher().matches(id: "", name: "", tags: [:]))
        #expect(matcher.text == "name Web, name pattern w*, tag env=prod*")
    }

    @Test(
        "the narrowest matcher wins, then the first",
        arguments: [
            ("sg-9", "chat-ecs-api-sg", "by id"), ("sg-1", "chat-ecs-api-sg", "by name"),
            ("sg-1", "x-ecs-api-sg", "by long pattern"),
            ("sg-1", "x-api-sg", "by pattern"), ("sg-1", "x-sg", "first of two"), ("sg-1", "x", nil),
        ] as [(String, String, String?)])
    func narrowest(_ id: String, _ name: String, _ title: String?) {
        func group(_ title: String, _ matcher: GroupMatcher) -> GroupNotes {
            var group = GroupNotes(title: title)
            group.matchers = [matcher]
            return group
        }
        var notes = Notes()
        notes.groups = [
            group("first of two", GroupMatcher(namePattern: GlobPattern("*-sg"))),
            group("second of two", GroupMatcher(namePattern: GlobPattern("*-sg"))),
            group("by pattern", GroupMatcher(namePattern: GlobPattern("*-api-sg"))),
            group("by long pattern", GroupMatcher(namePattern: GlobPattern("*-ecs-api-sg"))),
            group("by name", GroupMatcher(name: "CHAT-ecs-api-sg")),
            group("by id", GroupMatcher(id: "sg-9")),
        ]
        #expect(NotesIndex(notes).group(id: id, name: name)?.title == title)
    }
}
