//! Lists of stories in the place of the post list: keys in, screen out.

mod digest;
mod names;
mod related;
mod stories;
mod story_marks;
mod works;

/// Two issues with stories and posts without.
pub const ISSUES: [(&str, &str); 4] = [
    (
        "2021-03-01-a.md",
        "---\ntitle: \"Field Notes 12: Robots pack boxes; lamps that listen\"\ndate: 2021-03-01\n\
         link: https://lab.example.org/12\ndomain: lab.example.org\n---\n\n\
         **Robots pack boxes faster than last year:**\n*…Two arms, one box…*\nA warehouse shows robots with two arms \
         that fold a box and fill it.\n**Why this matters:** Packing was the last job done by hand in that hall.\n\
         **Read more:** [Two Arms Fold Paper Boxes](https://arxiv.org/abs/2103.00001) (arXiv).\n\n\
         ####################################################\n\n\
         **Lamps that listen to their room:**\n*…Light follows speech…*\nA lamp turns itself off when nobody talks.\n\
         **Why this matters - lamps know more than they should:** Whoever sells the lamp hears the room.\n\
         **Read more:** [Light That Follows Speech in Rooms](https://arxiv.org/abs/2102.00002) (arXiv).\n",
    ),
    (
        "2020-05-04-b.md",
        "---\ntitle: \"Field Notes 7: Arms for kitchens; a census of maps\"\ndate: 2020-05-04\n\
         link: https://lab.example.org/7\ndomain: lab.example.org\n---\n\n\
         **Arms for kitchens learn from films:**\n*…Robots that watch cooks…*\nRobots see films of cooks and stir a \
         pot afterwards.\n**Why this matters:** Films are cheaper than teachers.\n\
         **Read more:** Two Arms Fold Paper Boxes (arXiv).\n\n\
         ####################################################\n\n\
         **A census of maps counts what is missing:**\n*…Blank places…*\nSomebody counted the villages that no map \
         has.\n**Read more:** [Blank Places on the Maps We Use](https://maps.example.org/blank).\n",
    ),
    (
        "2020-01-02-c.md",
        "---\ntitle: Robots and boxes in one link\ndate: 2020-01-02\nlink: https://wire.example.net/boxes\n\
         domain: wire.example.net\n---\n\nA short post on robots that fold boxes.\n",
    ),
    (
        "2019-07-07-d.md",
        "---\ntitle: 端末で読む日本語の話\ndate: 2019-07-07\nlink: https://jp.example.org/1\n---\n\n日本語の文章を読む。\n",
    ),
];
