"""部门画像: which department is shown, what of it, and what beside others."""

from tests.pages.conftest import DOCUMENT, FILING, RESEARCH, cards, html, link_texts, subheadings, texts


def test_departments_side_by_side(visit):
    app = visit("department", compare="审判管理办公室")
    said = html(app)
    assert "<th>指标</th><th>研究室</th><th>审判管理办公室</th>" in said
    assert "<td>参与数</td><td>11</td><td>10</td>" in said
    assert "<td>分担数</td><td>7.33</td><td>7.70</td>" in said
    assert "共同任务：研究室与审判管理办公室1项。" in link_texts(app)
    assert "都列的任务" not in texts(app)  # of two the sentence says it
    three = visit("department", compare=["审判管理办公室", "立案庭"])
    assert "这 3 个部门都列的任务：没有" in texts(three)


def test_one_department_shows_its_figures_and_tasks(visit):
    app = visit("department", department="政治部干部处")
    assert app.title[0].value == "政治部干部处"
    said = link_texts(app)
    assert "政治部干部处列名6项（27个部门中第5位），按分担数为2.70项（第6位）。均为共同承担。" in said
    assert (
        "隶属政治部　·　类别：政工　·　共同任务6项中首列（推定牵头）3项　·　涉及2个部分　·　写明目标0项"
        in said
    )
    assert html(app).count('<article class="task">') == 6


def test_choosing_another_department_changes_the_page(visit):
    app = visit("department")
    box = next(box for box in app.selectbox if box.label == "选择部门")
    box.set_value(FILING).run()
    assert not app.exception
    assert app.title[0].value == "立案庭"
    assert html(app).count('<article class="task">') == 7


def test_an_office_asked_for_at_the_level_of_departments_gives_its_parent(visit):
    app = visit("department", department="政治部法官管理处", level="部门")
    assert app.title[0].value == "政治部"
    assert app.info[0].value == "“政治部法官管理处”在当前层级为“政治部”。"


def test_a_mark_of_another_page_is_shown_where_it_is_of_the_department_only(visit):
    section = visit("department", department="立案庭", mark=f"s:{DOCUMENT}-s03")
    assert "任务（7 项）" in subheadings(
        section
    )  # no task of its own is in that section, which is of another page
    both = visit("department", mark=f"d:{FILING};s:{DOCUMENT}-s05")
    assert both.title[0].value == "立案庭"  # whose mark it is
    assert cards(both) == 3
    next(box for box in both.selectbox if box.label == "选择部门").select(RESEARCH).run()
    assert (both.title[0].value, "mark" in both.query_params) == ("研究室", False)


def test_a_department_of_several_offices_is_told_to_be_one_of_them(visit):
    app = visit("department", department="政治部")
    offices = "政治部法官管理处、政治部干部处、政治部宣传教育处"
    assert app.title[0].value == "政治部法官管理处"
    assert app.info[0].value == f"“政治部”在当前层级有3个处室（{offices}），这里是“政治部法官管理处”。"


def test_a_department_that_is_said_stays_said_though_it_is_the_first(visit):
    app = visit("department")
    assert (app.title[0].value, "department" in app.query_params) == ("研究室", False)
    box = next(one for one in app.selectbox if one.label == "选择部门")
    box.select(FILING).run()
    next(one for one in app.selectbox if one.label == "选择部门").select(RESEARCH).run()
    assert (app.title[0].value, app.query_params["department"]) == ("研究室", "研究室")
    app = visit("department", department="研究室", counting="分担数")  # by which another is the first
    assert (app.title[0].value, app.query_params["department"]) == ("研究室", "研究室")
    assert visit("department", department="研究室").query_params["department"] == "研究室"


def test_a_department_that_the_scope_does_not_hold_is_told(visit):
    app = visit("department", department="各审判业务部门", collectives="不计入")
    assert app.title[0].value == "各审判业务部门"  # never another's profile
    assert "“各审判业务部门”在当前的部分和口径中没有任务。" in texts(app)
    assert cards(app) == 0
    assert next(box for box in app.selectbox if box.label == "选择部门").placeholder == "请另选一个部门"
    chosen = next(box for box in app.selectbox if box.label == "选择部门")
    chosen.select(FILING).run()
    assert (app.title[0].value, app.query_params["department"]) == ("立案庭", "立案庭")
    assert "本文件没有“没有的庭”。" in texts(visit("department", department="没有的庭"))


def test_a_collective_name_has_no_rank(visit):
    app = visit("department", department="各审判业务部门")
    said = link_texts(app)
    assert "“各审判业务部门”是集合名称，不是一个部门。" in said
    assert "各审判业务部门列名1项，按分担数为0.50项。" in said


def test_a_joint_task_beside_a_collective_name_alone_is_told(visit):
    assert "第20项任务只与“各审判业务部门”同列，那是集合名称。" in link_texts(visit("department"))


def test_a_rank_that_others_share_is_told_to_be_shared(visit):
    said = html(visit("department", department="立案庭", compare="研究室"))
    assert "<td>参与数位次</td><td>并列3</td><td>1</td>" in said
