"""议程编排: the page's figures, its switches, what a click shows, and what a stopped search leaves."""

import pytest

from data.departments import department_id_of
from tests.pages.test_pages import DOCUMENT, chart_key, html, link_texts, texts


def figures(app):
    return {metric.label: (metric.value, metric.delta) for metric in app.metric}


def test_the_joint_tasks_in_the_best_order(visit):
    app = visit("agenda", meeting_day="2023-06-01")
    assert figures(app) == {
        "等候": ("10 个时段", "50 分钟"),
        "按文件次序": ("60 个时段", "300 分钟"),
        "结果": ("最优", "已证明不能更少"),
        "要等候的部门": ("5 个", "共 23 个部门"),
        "会议": ("09:00–10:40", "20 项议题"),
    }
